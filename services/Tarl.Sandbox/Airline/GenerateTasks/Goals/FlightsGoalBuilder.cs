using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.Airline.GenerateTasks.Network;
using Tarl.Sandbox.GenerateTasks.Goals;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Airline.GenerateTasks.Goals;

/// <summary>Moves one flight of a reservation to another day; there is one flight on that day.</summary>
internal sealed class FlightsGoalBuilder(Withholding withholding) : IGoalBuilder<Traveller, RouteNetwork>
{
    public GoalDraft? TryBuild(Traveller user, RouteNetwork world, SeededRandom random)
    {
        if (Choice.Reservation(user, own => !own.IsBasicEconomy, random) is not { } reservation) return null;
        var old = random.Pick(reservation.Segments);
        if (world.OnlyFlight(old.Origin, old.Destination, Choice.Date(random), reservation.Cabin, reservation.Passengers.Count) is not { } moved) return null;
        List<Segment> segments = [.. reservation.Segments.Select(segment => segment == old ? moved : segment)];
        if (moved.Date == old.Date || !IsInOrder(segments)) return null;
        var difference = (moved.Price - old.Price) * reservation.Passengers.Count;
        return PaymentWish.ForChange(user, difference, random) is { } payment ? Draft(reservation, moved, segments, payment, random) : null;
    }

    private GoalDraft Draft(Reservation reservation, Segment moved, List<Segment> segments, PaymentWish payment, SeededRandom random)
    {
        var facts = new Dictionary<string, string>
        {
            [FactNames.ReservationId] = reservation.Id,
            [FactNames.Flights] = $"{moved.Origin} to {moved.Destination} on {moved.Date}",
            [FactNames.Payment] = payment.Words,
        };
        return new GoalDraft(
            new UserGoal { Intent = Intents.ChangeFlights, Facts = facts, Withheld = withholding.Draw(facts, random) },
            new GoalPlan
            {
                Reads = [AirlineCalls.ReservationDetails(reservation.Id), AirlineCalls.SearchDirect(moved.Origin, moved.Destination, moved.Date)],
                Write = AirlineCalls.UpdateFlights(reservation, reservation.Cabin, segments, payment.Method.Id),
                Resolution = GoalResolution.Write,
            },
            $"change the flight of reservation {reservation.Id}: {facts[FactNames.Flights]}, the difference settled with {payment.InstructionWords}",
            reservation.Id);
    }

    private static bool IsInOrder(List<Segment> segments) =>
        segments.Zip(segments.Skip(1)).All(pair => string.CompareOrdinal(pair.First.Date, pair.Second.Date) < 0);
}
