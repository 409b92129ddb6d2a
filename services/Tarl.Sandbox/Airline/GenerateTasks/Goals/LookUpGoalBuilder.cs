using System.Globalization;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.Airline.GenerateTasks.Network;
using Tarl.Sandbox.GenerateTasks.Goals;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Airline.GenerateTasks.Goals;

/// <summary>Asks for a flight's status, or for a reservation's cabin or cost.</summary>
internal sealed class LookUpGoalBuilder(Withholding withholding) : IGoalBuilder<Traveller, RouteNetwork>
{
    private static readonly string[] Questions = [Intents.FlightStatus, Intents.ReservationCabin, Intents.ReservationCost];

    public GoalDraft? TryBuild(Traveller user, RouteNetwork world, SeededRandom random)
    {
        var question = random.Pick(Questions);
        if (question == Intents.FlightStatus) return Status(world, random);
        if (Choice.Reservation(user, _ => true, random) is not { } reservation) return null;
        return question == Intents.ReservationCabin
            ? Draft(question, reservation, Choice.Words(reservation.Cabin), "is in", "know the cabin of", random)
            : Draft(question, reservation, reservation.Cost.ToString(CultureInfo.InvariantCulture), "cost", "know the cost of", random);
    }

    // Of today or a coming day.
    private static GoalDraft Status(RouteNetwork world, SeededRandom random)
    {
        var flight = random.Pick([.. world.Flights.Values]);
        var date = Choice.Date(AirlineClock.Today.AddDays(random.Next(13)));
        var segment = new Segment(flight.Number, flight.Origin, flight.Destination, date, Price: 0);
        var status = flight.Days[date].Status;
        return Draft(
            Intents.FlightStatus,
            new() { [FactNames.Flight] = segment.ToString() },
            AirlineCalls.FlightStatus(segment),
            $"Flight {segment} is {status}.",
            $"know the status of flight {segment}",
            status);
    }

    private GoalDraft Draft(string intent, Reservation reservation, string answer, string verb, string want, SeededRandom random)
    {
        var facts = new Dictionary<string, string> { [FactNames.ReservationId] = reservation.Id };
        var draft = Draft(
            intent, facts, AirlineCalls.ReservationDetails(reservation.Id), $"Reservation {reservation.Id} {verb} {answer}.", $"{want} reservation {reservation.Id}", answer);
        return draft with { Goal = draft.Goal with { Withheld = withholding.Draw(facts, random) }, SubjectId = reservation.Id };
    }

    private static GoalDraft Draft(string intent, Dictionary<string, string> facts, ToolCall read, string say, string want, string output) => new(
        new UserGoal { Intent = intent, Facts = facts },
        new GoalPlan { Reads = [read], Resolution = GoalResolution.Answer, Say = say },
        want,
        Output: output);
}
