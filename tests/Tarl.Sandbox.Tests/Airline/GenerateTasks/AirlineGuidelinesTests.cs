using System.Globalization;
using System.Text.Json.Nodes;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.Airline.GenerateTasks;
using Tarl.Sandbox.Airline.GenerateTasks.Network;

namespace Tarl.Sandbox.Tests.Airline.GenerateTasks;

/// <summary>Whether tasks turn on the guidelines as <c>policy.md</c> words them, read off the documents and not off the generator's own rules.</summary>
public class AirlineGuidelinesTests(GeneratedAirline airline) : IClassFixture<GeneratedAirline>
{
    private const string AirlineCancelled = "the airline cancelled the flight";

    [Fact]
    public void Generate_CancelsThatAreGranted_MeetOneOfTheFourConditions()
    {
        var goals = Goals().Where(goal => goal.Goal.Intent == Intents.CancelReservation && goal.Plan.Resolution == GoalResolution.Write).ToList();
        Assert.True(goals.Count > 100);
        foreach (var (task, goal, plan) in goals)
        {
            var reservation = ReservationOf(plan);
            Assert.Equal(task.Script.Identity.GetValueOrDefault("corrected_user_id") ?? task.Script.Identity["user_id"], Text(reservation, "user_id"));
            Assert.True(MayCancel(reservation, goal.Facts[FactNames.Reason]), task.Instruction);
        }
    }

    [Fact]
    public void Generate_Refusals_AreDemandedByTheGuidelines()
    {
        var refusals = Goals().Where(goal => goal.Plan.Resolution == GoalResolution.Refuse).ToList();
        foreach (var (task, goal, plan) in refusals)
        {
            var reservation = airline.Data.Reservations[goal.Facts[FactNames.ReservationId]]!;
            var isOwn = Text(reservation, "user_id") == task.Script.Identity["user_id"];
            var forbidden = goal.Intent switch
            {
                Intents.CancelReservation => !isOwn || !MayCancel(reservation, goal.Facts[FactNames.Reason]),
                Intents.ChangeFlights => Text(reservation, "cabin") == "basic_economy",
                Intents.ChangeBaggage => Whole(goal.Facts[FactNames.Baggage]) < Whole(reservation["total_baggages"]!.ToJsonString()),
                Intents.ChangePassengers => plan.Write!.Arguments.GetProperty("passengers").GetArrayLength() != reservation["passengers"]!.AsArray().Count,
                Intents.AddInsurance => Text(reservation, "insurance") == "no",
                Intents.Compensation => !MayCompensate(task, reservation),
                _ => false,
            };
            Assert.True(forbidden, task.Instruction);
        }

        // Each thing that is refused occurs.
        Assert.Equal(6, refusals.Select(refusal => refusal.Goal.Intent).Distinct().Count());
    }

    [Fact]
    public async Task Generate_Refusals_AreMostlyOfAKindThatTheToolsWouldCarryOut()
    {
        var refusals = airline.All.Where(task => task.Kind == "refusal").ToList();
        var carriedOut = 0;
        foreach (var write in refusals.Select(task => task.Plan[0].Write).OfType<ToolCall>())
        {
            carriedOut += (await airline.CallAsync([write])).Results[0].IsError ? 0 : 1;
        }

        Assert.InRange((double)carriedOut / refusals.Count, 0.5, 0.9);
    }

    [Fact]
    public void Generate_Compensations_AreAHundredDollarsAPassengerOfACancelledFlight()
    {
        foreach (var task in airline.All.Where(task => task.Kind == "compensation"))
        {
            var goal = task.Script.Goals[0];
            var reservation = airline.Data.Reservations[goal.Facts[FactNames.ReservationId]]!;
            Assert.True(MayCompensate(task, reservation), task.Instruction);
            Assert.Contains(reservation["flights"]!.AsArray(), flight => $"{Text(flight!, "flight_number")} on {Text(flight!, "date")}" == goal.Facts[FactNames.Flight] && IsCancelled(flight!));
            Assert.Equal(100 * reservation["passengers"]!.AsArray().Count, task.Plan[0].Write!.Arguments.GetProperty("amount").GetInt32());
        }
    }

    [Fact]
    public void Generate_FlightChanges_KeepRouteAndTripAndSpareBasicEconomy()
    {
        var goals = Goals().Where(goal => goal.Goal.Intent == Intents.ChangeFlights && goal.Plan.Resolution == GoalResolution.Write).ToList();
        foreach (var (_, _, plan) in goals)
        {
            var reservation = ReservationOf(plan);
            var wanted = plan.Write!.Arguments.GetProperty("flights").EnumerateArray().Select(flight => airline.Data.Flights[flight.GetProperty("flight_number").GetString()!]!);
            Assert.NotEqual("basic_economy", Text(reservation, "cabin"));
            Assert.Equal(Text(reservation, "cabin"), plan.Write.Arguments.GetProperty("cabin").GetString());
            Assert.Equal(reservation["flights"]!.AsArray().Select(flight => Route(flight!)), wanted.Select(Route));
        }

        Assert.True(goals.Count > 30);
    }

    [Fact]
    public void Generate_PaymentsOfChanges_AreNeverByCertificate()
    {
        foreach (var (task, _, plan) in Goals())
        {
            if (plan.Write is not { } write || !write.Arguments.TryGetProperty("payment_id", out var id)) continue;
            Assert.False(id.GetString()!.StartsWith("certificate", StringComparison.Ordinal), task.Instruction);
        }
    }

    [Theory]
    [InlineData("gold", "business", 1, 5, 1)]
    [InlineData("gold", "basic_economy", 2, 5, 1)]
    [InlineData("silver", "economy", 1, 2, 0)]
    [InlineData("silver", "economy", 1, 4, 2)]
    [InlineData("regular", "basic_economy", 1, 2, 2)]
    [InlineData("regular", "economy", 2, 2, 0)]
    public void PaidBags_ByMembershipAndCabin_AreThoseBeyondTheAllowance(string membership, string cabin, int passengers, int bags, int paid)
    {
        var self = new Passenger("Mei", "Li", "1990-01-01");
        var traveller = new Traveller("mei_li_1", self, [], membership, [], []);
        Assert.Equal(paid, AirlineGuidelines.PaidBags(traveller, cabin, passengers, bags));
    }

    private IEnumerable<(TaskSpec Task, UserGoal Goal, GoalPlan Plan)> Goals() =>
        airline.All.SelectMany(task => task.Script.Goals.Zip(task.Plan, (goal, plan) => (task, goal, plan)));

    private JsonNode ReservationOf(GoalPlan plan) => airline.Data.Reservations[plan.Write!.Arguments.GetProperty("reservation_id").GetString()!]!;

    private bool MayCancel(JsonNode reservation, string reason)
    {
        var bookedWithinADay = DateTime.Parse(Text(reservation, "created_at"), CultureInfo.InvariantCulture) >= new DateTime(2024, 5, 14, 15, 0, 0, DateTimeKind.Unspecified);
        var cancelledByAirline = reservation["flights"]!.AsArray().Any(flight => IsCancelled(flight!));
        var covered = Text(reservation, "insurance") == "yes" && (reason is "health" or "bad weather");
        return bookedWithinADay || Text(reservation, "cabin") == "business" || covered || (cancelledByAirline && reason == AirlineCancelled);
    }

    private bool MayCompensate(TaskSpec task, JsonNode reservation)
    {
        var user = airline.Data.Users[task.Script.Identity["user_id"]]!;
        return Text(user, "membership") != "regular" || Text(reservation, "insurance") == "yes" || Text(reservation, "cabin") == "business";
    }

    private bool IsCancelled(JsonNode segment) =>
        Text(airline.Data.Flights[Text(segment, "flight_number")]!["dates"]![Text(segment, "date")]!, "status") == "cancelled";

    private static (string, string) Route(JsonNode flight) => (Text(flight, "origin"), Text(flight, "destination"));

    private static int Whole(string text) => int.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture);

    private static string Text(JsonNode node, string key) => node[key]!.GetValue<string>();
}
