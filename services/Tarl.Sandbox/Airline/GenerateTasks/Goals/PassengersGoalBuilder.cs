using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.Airline.GenerateTasks.Network;
using Tarl.Sandbox.GenerateTasks.Goals;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Airline.GenerateTasks.Goals;

/// <summary>Has someone else fly in place of a reservation's passenger.</summary>
internal sealed class PassengersGoalBuilder(Withholding withholding) : IGoalBuilder<Traveller, RouteNetwork>
{
    public GoalDraft? TryBuild(Traveller user, RouteNetwork world, SeededRandom random)
    {
        if (Choice.Reservation(user, _ => true, random) is not { } reservation) return null;
        if (Choice.NewPassenger(reservation, world, random) is not { } passenger) return null;
        var old = random.Pick(reservation.Passengers);
        var facts = new Dictionary<string, string>
        {
            [FactNames.ReservationId] = reservation.Id,
            [FactNames.Passengers] = $"{passenger}, instead of {old.Name}",
        };
        return new GoalDraft(
            new UserGoal { Intent = Intents.ChangePassengers, Facts = facts, Withheld = withholding.Draw(facts, random) },
            new GoalPlan
            {
                Reads = [AirlineCalls.ReservationDetails(reservation.Id)],
                Write = AirlineCalls.UpdatePassengers(reservation, reservation.Passengers.Select(known => known == old ? passenger : known)),
                Resolution = GoalResolution.Write,
            },
            $"have another passenger on reservation {reservation.Id}: {facts[FactNames.Passengers]}",
            reservation.Id);
    }
}
