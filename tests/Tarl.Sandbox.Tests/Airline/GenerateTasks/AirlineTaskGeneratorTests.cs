using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.Airline;
using Tarl.Sandbox.Airline.GenerateTasks;

namespace Tarl.Sandbox.Tests.Airline.GenerateTasks;

public partial class AirlineTaskGeneratorTests(GeneratedAirline airline) : IClassFixture<GeneratedAirline>
{
    private static readonly string[] WriteTools = ["cancel_", "update_", "book_", "send_"];

    [Fact]
    public void Generate_Splits_ShareNoReservation()
    {
        var train = airline.Train.SelectMany(ReservationsIn).ToHashSet();
        var heldOut = airline.HeldOut.SelectMany(ReservationsIn).ToHashSet();
        Assert.NotEmpty(train);
        Assert.NotEmpty(heldOut);
        Assert.False(train.Overlaps(heldOut));
    }

    [Fact]
    public void Generate_Splits_ShareNoUser()
    {
        var train = airline.Train.SelectMany(UsersIn).ToHashSet();
        var heldOut = airline.HeldOut.SelectMany(UsersIn).ToHashSet();
        Assert.True(heldOut.Count > 20);
        Assert.False(train.Overlaps(heldOut));
    }

    [Fact]
    public void Generate_DefaultShares_GiveEveryKindItsPart()
    {
        var counts = airline.Train.CountBy(task => task.Kind).ToDictionary();

        // The documented shares of 600 tasks.
        var expected = new Dictionary<string, int>
        {
            ["cancel"] = 108,
            ["change-flights"] = 60,
            ["change-cabin"] = 60,
            ["change-baggage"] = 60,
            ["change-passengers"] = 54,
            ["book"] = 48,
            ["compensation"] = 30,
            ["look-up"] = 36,
            ["refusal"] = 42,
            ["unknown-id"] = 30,
            ["change-of-mind"] = 36,
            ["two-goals"] = 36,
        };
        Assert.Equal(expected.OrderBy(kind => kind.Key), counts.OrderBy(kind => kind.Key));
    }

    [Fact]
    public void Generate_SameSeed_SameTasksAndAnotherSeedOthers()
    {
        var options = new AirlineTaskOptions { TrainTasks = 60, HeldOutTasks = 20 };
        var first = AirlineTaskGenerator.Generate(airline.Data, options, 3);
        var again = AirlineTaskGenerator.Generate(airline.Data, options, 3);
        var other = AirlineTaskGenerator.Generate(airline.Data, options, 4);
        Assert.Equal(first.Train.Select(GeneratedAirline.Json), again.Train.Select(GeneratedAirline.Json));
        Assert.Equal(first.HeldOut.Select(GeneratedAirline.Json), again.HeldOut.Select(GeneratedAirline.Json));
        Assert.NotEqual(first.Train.Select(GeneratedAirline.Json), other.Train.Select(GeneratedAirline.Json));
    }

    [Fact]
    public async Task Generate_GroundTruth_FailsOnlyWhereTheUserNamesSomethingUnknown()
    {
        foreach (var task in airline.All)
        {
            var (results, _) = await airline.CallAsync(task.GroundTruth);
            var failures = task.GroundTruth.Zip(results).Where(pair => pair.Second.IsError).Select(pair => pair.First).ToList();
            Assert.True(failures.Count == (task.Kind == "unknown-id" ? 1 : 0), $"{task.Id}: {string.Join(", ", results.Select(result => result.Text))}");
            Assert.All(failures, call => Assert.False(IsWrite(call)));
        }
    }

    [Fact]
    public async Task Generate_GroundTruth_ChangesTheDatabaseExactlyWhenSomethingIsToBeWritten()
    {
        foreach (var task in airline.All)
        {
            var (_, changes) = await airline.CallAsync(task.GroundTruth);
            Assert.Equal(task.Plan.Any(plan => plan.Resolution == GoalResolution.Write), changes.Count > 0);
        }
    }

    [Theory]
    [InlineData("cancel", "reservations")]
    [InlineData("change-flights", "reservations")]
    [InlineData("change-cabin", "reservations")]
    [InlineData("change-baggage", "reservations")]
    [InlineData("change-passengers", "reservations")]
    [InlineData("book", "reservations")]
    [InlineData("compensation", "users")]
    public async Task Generate_GroundTruth_ChangesWhatTheTaskIsAbout(string kind, string table)
    {
        foreach (var task in airline.All.Where(task => task.Kind == kind))
        {
            var (_, changes) = await airline.CallAsync(task.GroundTruth);
            var subject = kind switch
            {
                "book" => "HATHAT",
                "compensation" => task.Script.Identity["user_id"],
                _ => task.Script.Goals[0].Facts[FactNames.ReservationId],
            };
            Assert.Contains(changes, change => (change.Table, change.Id) == (table, subject));
        }
    }

    [Fact]
    public async Task Generate_EveryPartOfTwoGoals_SucceedsStillWhenTheOtherIsDone()
    {
        foreach (var task in airline.All.Where(task => task.Kind == "two-goals"))
        {
            var (results, _) = await airline.CallAsync(task.GroundTruth.Where(IsWrite));
            Assert.All(results, result => Assert.False(result.IsError, $"{task.Id}: {result.Text}"));
        }
    }

    [Fact]
    public void Generate_NoWriteKinds_AreAboutAFifth()
    {
        var share = airline.All.Average(task => task.GroundTruth.Any(IsWrite) ? 0.0 : 1.0);
        Assert.InRange(share, 0.18, 0.24);
    }

    [Fact]
    public void Generate_GroundTruth_IdentifiesTheUserFirstAndReadsAReservationBeforeWritingToIt()
    {
        foreach (var task in airline.All)
        {
            Assert.Equal("get_user_details", task.GroundTruth[0].Name);
            var read = new HashSet<string>();
            foreach (var call in task.GroundTruth.Where(call => call.Arguments.TryGetProperty("reservation_id", out _)))
            {
                var reservation = call.Arguments.GetProperty("reservation_id").GetString()!;
                if (IsWrite(call)) Assert.Contains(reservation, read);
                else read.Add(reservation);
            }
        }
    }

    [Fact]
    public void Generate_Instruction_SaysEveryFactOfTheScript()
    {
        foreach (var task in airline.All)
        {
            var facts = task.Script.Goals.SelectMany(goal => goal.Facts.Values).Concat(task.Script.Identity.Values);
            Assert.All(facts, fact => Assert.Contains(fact.Replace("my ", "your "), task.Instruction));
        }
    }

    [Fact]
    public void Generate_Tasks_AreAllDifferentAndNumbered()
    {
        Assert.Distinct(airline.All.Select(task => task.Instruction));
        Assert.Distinct(airline.All.Select(task => task.Id));
    }

    [Fact]
    public async Task Generate_LongestToolResult_IsShortEnoughForASmallPolicy()
    {
        var longest = 0;
        foreach (var task in airline.All) longest = int.Max(longest, (await airline.CallAsync(task.GroundTruth)).Results.Max(result => result.Text.Length));

        // A user with three payment methods and three reservations; a reservation with two flights and two passengers.
        Assert.InRange(longest, 500, 1100);
    }

    [Fact]
    public void Generate_ShareOutOfRange_IsRefused() =>
        Assert.Throws<ValidationException>(() => AirlineTaskGenerator.Generate(airline.Data, new AirlineTaskOptions { Book = 1.1 }, 1));

    [Fact]
    public void Generate_EmptyAirline_GivesNoTasks()
    {
        var empty = new AirlineData { Flights = [], Users = [], Reservations = [] };
        var (train, heldOut) = AirlineTaskGenerator.Generate(empty, new AirlineTaskOptions(), 1);
        Assert.Empty(train);
        Assert.Empty(heldOut);
    }

    [GeneratedRegex(@"\b[A-Z]\d{5}\b")]
    private static partial Regex ReservationId();

    [GeneratedRegex(@"\b[a-z]+_[a-z]+_\d{4}\b")]
    private static partial Regex UserId();

    private static bool IsWrite(ToolCall call) => WriteTools.Any(prefix => call.Name.StartsWith(prefix, StringComparison.Ordinal));

    private IEnumerable<string> ReservationsIn(TaskSpec task) =>
        ReservationId().Matches(GeneratedAirline.Json(task)).Select(match => match.Value).Where(airline.Data.Reservations.ContainsKey);

    private IEnumerable<string> UsersIn(TaskSpec task) =>
        UserId().Matches(GeneratedAirline.Json(task)).Select(match => match.Value).Where(airline.Data.Users.ContainsKey)
            .Concat(ReservationsIn(task).Select(id => airline.Data.Reservations[id]!["user_id"]!.GetValue<string>()));
}
