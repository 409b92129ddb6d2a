using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.Airline.GenerateTasks.Network;
using Tarl.Sandbox.GenerateTasks.Goals;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Airline.GenerateTasks.Goals;

/// <summary>Asks for compensation for a flight that the airline has cancelled, where the guidelines grant it.</summary>
internal sealed class CompensationGoalBuilder(Withholding withholding) : IGoalBuilder<Traveller, RouteNetwork>
{
    public GoalDraft? TryBuild(Traveller user, RouteNetwork world, SeededRandom random)
    {
        bool Suits(Reservation own) => AirlineGuidelines.CancelledSegment(own, world) is not null && AirlineGuidelines.MayCompensate(user, own);
        if (Choice.Reservation(user, Suits, random) is not { } reservation) return null;
        var draft = Draft(user, reservation, AirlineGuidelines.CancelledSegment(reservation, world)!);
        return draft with { Goal = draft.Goal with { Withheld = withholding.Draw(draft.Goal.Facts, random) } };
    }

    public static GoalDraft Draft(Traveller user, Reservation reservation, Segment cancelled)
    {
        var facts = new Dictionary<string, string> { [FactNames.ReservationId] = reservation.Id, [FactNames.Flight] = cancelled.ToString() };
        return new GoalDraft(
            new UserGoal { Intent = Intents.Compensation, Facts = facts },
            new GoalPlan
            {
                Reads = [AirlineCalls.ReservationDetails(reservation.Id), AirlineCalls.FlightStatus(cancelled)],
                Write = AirlineCalls.SendCertificate(user.UserId, AirlineGuidelines.CompensationEach * reservation.Passengers.Count),
                Resolution = GoalResolution.Write,
            },
            $"get a compensation, for flight {cancelled} of reservation {reservation.Id} was cancelled",
            reservation.Id);
    }
}
