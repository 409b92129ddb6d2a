using System.Text.Json.Nodes;
using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.Airline.GenerateData;
using Tarl.Sandbox.Airline.GenerateTasks;
using Tarl.Sandbox.Retail;
using Tarl.Sandbox.Retail.GenerateData;
using Tarl.Sandbox.Retail.GenerateTasks;

namespace Tarl.Sandbox.Tests.Retail.GenerateTasks;

/// <summary>The hard mix: tasks of several goals, and orders that have to be found.</summary>
public sealed class LongTaskTests
{
    private static readonly RetailData s_data = RetailDataGenerator.Generate(new RetailDataOptions { Users = 300, MaxOrders = 6 }, 5);
    private static readonly IReadOnlyList<TaskSpec> s_tasks = RetailTaskGenerator.Generate(s_data, RetailTaskOptions.Hard with { TrainTasks = 400, HeldOutTasks = 0 }, 5).Train;

    public static TheoryData<string, int> GoalsOfKinds => new() { { "three-goals", 3 }, { "four-goals", 4 }, { "five-goals", 5 }, { "find-orders", 3 }, { "find-order", 1 } };

    [Fact]
    public void Generate_HardMix_IsHalfLong()
    {
        // Of 400: 0.15, 0.25, 0.2, 0.1 and 0.3 of one half.
        var counts = s_tasks.CountBy(task => task.Kind).ToDictionary();
        Assert.Equal((30, 50, 40, 20, 60), (counts["three-goals"], counts["four-goals"], counts["five-goals"], counts["find-order"], counts["find-orders"]));
        Assert.Equal(32, counts["cancel"]);
        Assert.Equal(400, counts.Values.Sum());
    }

    [Fact]
    public void Generate_AirlineHardMix_IsHalfLong()
    {
        var data = AirlineDataGenerator.Generate(new AirlineDataOptions { Users = 300, MaxReservations = 6 }, 5);
        var counts = AirlineTaskGenerator.Generate(data, AirlineTaskOptions.Hard with { TrainTasks = 200, HeldOutTasks = 0 }, 5).Train.CountBy(task => task.Kind).ToDictionary();
        Assert.Equal((40, 60, 18), (counts["three-goals"], counts["four-goals"], counts["cancel"]));
    }

    [Theory]
    [MemberData(nameof(GoalsOfKinds))]
    public void Generate_LongKind_HasItsGoalsEachOnAnOrderOfItsOwnAndReadsNothingTwice(string kind, int goals)
    {
        foreach (var task in s_tasks.Where(task => task.Kind == kind))
        {
            Assert.Equal((goals, goals), (task.Script.Goals.Count, task.Plan.Count));
            Assert.Distinct(task.Plan.Select(plan => plan.Write?.Arguments).OfType<System.Text.Json.JsonElement>()
                .Where(arguments => arguments.TryGetProperty("order_id", out _)).Select(arguments => arguments.GetProperty("order_id").GetString()));
            Assert.Distinct(task.GroundTruth.Select(call => call.Name + call.Arguments.GetRawText()));
        }
    }

    [Theory]
    [InlineData("find-order", 3)]
    [InlineData("find-orders", 1)]
    public void Generate_OrderToBeFound_IsNamedByAnItemOfItsOwnAndFoundInTheOrderOfTheProfile(string kind, int leastOrders)
    {
        foreach (var task in s_tasks.Where(task => task.Kind == kind))
        {
            var user = UserOf(task);
            var orders = user["orders"]!.AsArray().Select(id => id!.GetValue<string>()).ToList();
            var read = task.GroundTruth.Where(call => call.Name == "get_order_details").Select(call => call.Arguments.GetProperty("order_id").GetString()!).ToList();
            Assert.Equal(orders.Take(read.Count), read);
            Assert.True(read.Count >= leastOrders, task.Id);
            Assert.Single(task.GroundTruth, call => call.Name == "get_user_details");
            foreach (var (goal, plan) in task.Script.Goals.Zip(task.Plan))
            {
                Assert.DoesNotContain(FactNames.OrderId, goal.Facts.Keys);
                var order = plan.Write!.Arguments.GetProperty("order_id").GetString()!;
                Assert.DoesNotContain(order, task.Instruction);
                Assert.Equal([order], orders.Where(id => Names(id).Contains(goal.Facts[FactNames.OrderContents])));
            }
        }
    }

    [Fact]
    public void Generate_DefaultMix_HasNoneOfThem()
    {
        var (train, _) = RetailTaskGenerator.Generate(s_data, new RetailTaskOptions { TrainTasks = 200, HeldOutTasks = 0 }, 5);
        Assert.Equal(200, train.Count);
        Assert.DoesNotContain(train, task => task.Plan.Count > 2 || task.Script.Goals.Any(goal => goal.Facts.ContainsKey(FactNames.OrderContents)));
    }

    private static JsonNode UserOf(TaskSpec task)
    {
        var order = task.Plan.Select(plan => plan.Write!.Arguments.GetProperty("order_id").GetString()!).First();
        return s_data.Users[s_data.Orders[order]!["user_id"]!.GetValue<string>()]!;
    }

    private static IEnumerable<string> Names(string order) => s_data.Orders[order]!["items"]!.AsArray().Select(item => item!["name"]!.GetValue<string>());
}
