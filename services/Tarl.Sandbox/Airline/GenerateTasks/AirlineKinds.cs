using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.Airline.GenerateTasks.Goals;
using Tarl.Sandbox.Airline.GenerateTasks.Network;
using Tarl.Sandbox.GenerateTasks;
using Tarl.Sandbox.GenerateTasks.Goals;
using Tarl.Sandbox.GenerateTasks.Kinds;

namespace Tarl.Sandbox.Airline.GenerateTasks;

/// <summary>Every kind of airline task with its name and share.</summary>
internal static class AirlineKinds
{
    public static IReadOnlyList<(string Name, double Share, ITaskKind<Traveller, RouteNetwork> Kind)> All(
        ITaskDomain<Traveller, RouteNetwork> domain, AirlineTaskOptions options)
    {
        var withholding = new Withholding(
            (FactNames.ReservationId, options.WithheldReservationId),
            (FactNames.Reason, options.WithheldReason),
            (FactNames.Payment, options.WithheldPayment),
            (FactNames.Passengers, options.WithheldPassengers),
            (FactNames.Baggage, options.WithheldBaggage),
            (FactNames.Insurance, options.WithheldInsurance));
        var cancel = new CancelGoalBuilder(withholding);
        var flights = new FlightsGoalBuilder(withholding);
        var cabin = new CabinGoalBuilder(withholding);
        var baggage = new BaggageGoalBuilder(withholding);
        var passengers = new PassengersGoalBuilder(withholding);
        var book = new BookGoalBuilder(withholding, options);
        var compensation = new CompensationGoalBuilder(withholding);
        var lookUp = new LookUpGoalBuilder(withholding);
        var refusal = new RefusalGoalBuilder();
        IReadOnlyList<IGoalBuilder<Traveller, RouteNetwork>> many = [cancel, flights, cabin, baggage, passengers, book, lookUp, refusal, cancel];
        SingleGoalKind<Traveller, RouteNetwork> Single(IGoalBuilder<Traveller, RouteNetwork> builder) => new(domain, builder, options.WithheldIdentity);
        SeveralGoalsKind<Traveller, RouteNetwork> Several(IReadOnlyList<IGoalBuilder<Traveller, RouteNetwork>> builders, int goals) => new(domain, builders, goals);
        return
        [
            ("cancel", options.Cancel, Single(cancel)),
            ("change-flights", options.ChangeFlights, Single(flights)),
            ("change-cabin", options.ChangeCabin, Single(cabin)),
            ("change-baggage", options.ChangeBaggage, Single(baggage)),
            ("change-passengers", options.ChangePassengers, Single(passengers)),
            ("book", options.Book, Single(book)),
            ("compensation", options.Compensation, Single(compensation)),
            ("look-up", options.LookUp, Single(lookUp)),
            ("refusal", options.Refusal, Single(refusal)),
            ("unknown-id", options.UnknownId, new UnknownIdKind<Traveller, RouteNetwork>(
                domain, [cancel, baggage, cabin, passengers, cancel], options.UnknownIdGivesUp)),
            ("change-of-mind", options.ChangeOfMind, new ChangeOfMindKind<Traveller, RouteNetwork>(
                domain, [cancel, flights, cabin, baggage, passengers, book, cancel])),
            ("two-goals", options.TwoGoals, Several([cancel, flights, cabin, baggage, passengers, book, lookUp], 2)),
            ("three-goals", options.ThreeGoals, Several(many, 3)),
            ("four-goals", options.FourGoals, Several(many, 4)),
        ];
    }
}
