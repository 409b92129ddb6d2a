using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.Airline.GenerateTasks.Network;
using Tarl.Sandbox.GenerateTasks.Goals;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Airline.GenerateTasks.Goals;

/// <summary>Changes a reservation's cabin, on the flights that it has.</summary>
internal sealed class CabinGoalBuilder(Withholding withholding) : IGoalBuilder<Traveller, RouteNetwork>
{
    private static readonly string[] Cabins = ["basic_economy", "economy", "business"];

    public GoalDraft? TryBuild(Traveller user, RouteNetwork world, SeededRandom random)
    {
        if (Choice.Reservation(user, _ => true, random) is not { } reservation) return null;
        var cabin = random.Pick([.. Cabins.Where(cabin => cabin != reservation.Cabin)]);
        var days = reservation.Segments.Select(world.DayOf).ToList();
        if (!days.All(day => day?.HasSeats(cabin, reservation.Passengers.Count + 2) ?? false)) return null;
        var difference = (days.Sum(day => day!.Prices[cabin]) - reservation.Segments.Sum(segment => segment.Price)) * reservation.Passengers.Count;
        return PaymentWish.ForChange(user, difference, random) is { } payment ? Draft(reservation, cabin, payment, random) : null;
    }

    private GoalDraft Draft(Reservation reservation, string cabin, PaymentWish payment, SeededRandom random)
    {
        var facts = new Dictionary<string, string>
        {
            [FactNames.ReservationId] = reservation.Id,
            [FactNames.Cabin] = Choice.Words(cabin),
            [FactNames.Payment] = payment.Words,
        };
        return new GoalDraft(
            new UserGoal { Intent = Intents.ChangeCabin, Facts = facts, Withheld = withholding.Draw(facts, random) },
            new GoalPlan
            {
                Reads = [AirlineCalls.ReservationDetails(reservation.Id)],
                Write = AirlineCalls.UpdateFlights(reservation, cabin, reservation.Segments, payment.Method.Id),
                Resolution = GoalResolution.Write,
            },
            $"change reservation {reservation.Id} to {facts[FactNames.Cabin]}, the difference settled with {payment.InstructionWords}",
            reservation.Id);
    }
}
