using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.Airline.GenerateTasks.Network;
using Tarl.Sandbox.GenerateTasks.Goals;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Airline.GenerateTasks.Goals;

/// <summary>Cancels a reservation for a reason that the guidelines accept.</summary>
internal sealed class CancelGoalBuilder(Withholding withholding) : IGoalBuilder<Traveller, RouteNetwork>
{
    public GoalDraft? TryBuild(Traveller user, RouteNetwork world, SeededRandom random)
    {
        if (Choice.Reservation(user, own => AirlineGuidelines.ReasonsToCancel(own, world).Count > 0, random) is not { } reservation) return null;
        var reason = random.Pick(AirlineGuidelines.ReasonsToCancel(reservation, world));
        var facts = new Dictionary<string, string> { [FactNames.ReservationId] = reservation.Id, [FactNames.Reason] = reason };
        return new GoalDraft(
            new UserGoal { Intent = Intents.CancelReservation, Facts = facts, Withheld = withholding.Draw(facts, random) },
            new GoalPlan { Reads = Reads(reservation, reason, world), Write = AirlineCalls.Cancel(reservation), Resolution = GoalResolution.Write },
            $"cancel reservation {reservation.Id}; the reason is: {reason}",
            reservation.Id);
    }

    // That the airline has cancelled a flight is confirmed flight by flight.
    private static List<ToolCall> Reads(Reservation reservation, string reason, RouteNetwork world)
    {
        List<ToolCall> reads = [AirlineCalls.ReservationDetails(reservation.Id)];
        if (reason != AirlineGuidelines.AirlineCancelled) return reads;
        foreach (var segment in reservation.Segments)
        {
            reads.Add(AirlineCalls.FlightStatus(segment));
            if (segment == AirlineGuidelines.CancelledSegment(reservation, world)) break;
        }

        return reads;
    }
}
