using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.Retail;
using Tarl.Sandbox.Retail.GenerateTasks;

namespace Tarl.Sandbox.Tests.Retail.GenerateTasks;

public partial class RetailTaskGeneratorTests(GeneratedShop shop) : IClassFixture<GeneratedShop>
{
    private static readonly string[] WriteTools = ["cancel_", "modify_", "return_", "exchange_"];

    [Fact]
    public void Generate_Splits_ShareNoOrder()
    {
        var train = shop.Train.SelectMany(OrdersIn).ToHashSet();
        var heldOut = shop.HeldOut.SelectMany(OrdersIn).ToHashSet();
        Assert.NotEmpty(train);
        Assert.NotEmpty(heldOut);
        Assert.False(train.Overlaps(heldOut));
    }

    [Fact]
    public async Task Generate_Splits_ShareNoUser()
    {
        var train = await UsersInAsync(shop.Train);
        var heldOut = await UsersInAsync(shop.HeldOut);
        Assert.True(heldOut.Count > 20);
        Assert.False(train.Overlaps(heldOut));
    }

    [Fact]
    public void Generate_DefaultShares_GiveEveryKindItsPart()
    {
        var counts = shop.Train.CountBy(task => task.Kind).ToDictionary();

        // The documented shares of 600 tasks.
        var expected = new Dictionary<string, int>
        {
            ["cancel"] = 96,
            ["return"] = 84,
            ["exchange"] = 48,
            ["modify-items"] = 48,
            ["modify-address"] = 48,
            ["modify-user-address"] = 36,
            ["modify-payment"] = 48,
            ["look-up"] = 36,
            ["refusal"] = 42,
            ["unknown-id"] = 30,
            ["change-of-mind"] = 42,
            ["two-goals"] = 42,
        };
        Assert.Equal(expected.OrderBy(kind => kind.Key), counts.OrderBy(kind => kind.Key));
    }

    [Fact]
    public void Generate_SameSeed_SameTasksAndAnotherSeedOthers()
    {
        var options = new RetailTaskOptions { TrainTasks = 60, HeldOutTasks = 20 };
        var first = RetailTaskGenerator.Generate(shop.Data, options, 3);
        var again = RetailTaskGenerator.Generate(shop.Data, options, 3);
        var other = RetailTaskGenerator.Generate(shop.Data, options, 4);
        Assert.Equal(first.Train.Select(GeneratedShop.Json), again.Train.Select(GeneratedShop.Json));
        Assert.Equal(first.HeldOut.Select(GeneratedShop.Json), again.HeldOut.Select(GeneratedShop.Json));
        Assert.NotEqual(first.Train.Select(GeneratedShop.Json), other.Train.Select(GeneratedShop.Json));
    }

    [Fact]
    public async Task Generate_GroundTruth_FailsOnlyWhereTheUserNamesSomethingUnknown()
    {
        foreach (var task in shop.All)
        {
            var (results, _) = await shop.CallAsync(task.GroundTruth);
            var failures = task.GroundTruth.Zip(results).Where(pair => pair.Second.IsError).Select(pair => pair.First.Name).ToList();
            Assert.Equal(task.Kind == "unknown-id" ? 1 : 0, failures.Count);
            Assert.All(failures, name => Assert.DoesNotContain(WriteTools, prefix => name.StartsWith(prefix, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Generate_GroundTruth_ChangesTheDatabaseExactlyWhenSomethingIsToBeWritten()
    {
        foreach (var task in shop.All)
        {
            var (_, changes) = await shop.CallAsync(task.GroundTruth);
            Assert.Equal(task.Plan.Any(plan => plan.Resolution == GoalResolution.Write), changes.Count > 0);
        }
    }

    [Fact]
    public async Task Generate_EveryPartOfTwoGoals_ChangesTheDatabaseStillWhenTheOtherIsDone()
    {
        foreach (var task in shop.All.Where(task => task.Kind == "two-goals"))
        {
            var (results, _) = await shop.CallAsync(task.GroundTruth.Where(IsWrite));
            Assert.All(results, result => Assert.False(result.IsError, $"{task.Id}: {result.Text}"));
        }
    }

    [Fact]
    public void Generate_NoWriteKinds_AreAboutAFifth()
    {
        var share = shop.All.Average(task => task.GroundTruth.Any(IsWrite) ? 0.0 : 1.0);
        Assert.InRange(share, 0.19, 0.24);
    }

    [Fact]
    public async Task Generate_Refusals_AreTwoThirdsOfAKindThatTheToolsWouldCarryOut()
    {
        var refusals = shop.All.Where(task => task.Kind == "refusal").ToList();
        var carriedOut = 0;
        foreach (var task in refusals) carriedOut += (await shop.CallAsync([task.Plan[0].Write!])).Results[0].IsError ? 0 : 1;
        Assert.InRange((double)carriedOut / refusals.Count, 0.5, 0.8);
    }

    [Fact]
    public void Generate_GroundTruth_IdentifiesTheUserFirstAndReadsAnOrderBeforeWritingToIt()
    {
        foreach (var task in shop.All)
        {
            Assert.StartsWith("find_user_id_by_", task.GroundTruth[0].Name);
            var read = new HashSet<string>();
            foreach (var call in task.GroundTruth.Where(call => call.Arguments.TryGetProperty("order_id", out _)))
            {
                var order = call.Arguments.GetProperty("order_id").GetString()!;
                if (IsWrite(call)) Assert.Contains(order, read);
                else read.Add(order);
            }
        }
    }

    [Fact]
    public void Generate_Instruction_SaysEveryFactOfTheScript()
    {
        foreach (var task in shop.All)
        {
            var facts = task.Script.Goals.SelectMany(goal => goal.Facts.Values).Concat(task.Script.Identity.Values);
            Assert.All(facts, fact => Assert.Contains(fact.Replace("my ", "your "), task.Instruction));
        }
    }

    [Fact]
    public void Generate_Tasks_AreAllDifferentAndNumbered()
    {
        Assert.Distinct(shop.All.Select(task => task.Instruction));
        Assert.Distinct(shop.All.Select(task => task.Id));
    }

    [Fact]
    public void Generate_ShareOfZero_LeavesTheKindOut()
    {
        var options = new RetailTaskOptions { TrainTasks = 50, HeldOutTasks = 10, Cancel = 0, TwoGoals = 0 };
        var (train, heldOut) = RetailTaskGenerator.Generate(shop.Data, options, 1);
        Assert.Equal(60, train.Count + heldOut.Count);
        Assert.DoesNotContain(train.Concat(heldOut), task => task.Kind is "cancel" or "two-goals");
    }

    [Fact]
    public void Generate_ShareOutOfRange_IsRefused() =>
        Assert.Throws<ValidationException>(() => RetailTaskGenerator.Generate(shop.Data, new RetailTaskOptions { Cancel = -0.1 }, 1));

    [Fact]
    public void Generate_EmptyShop_GivesNoTasks()
    {
        var empty = new RetailData { Products = [], Users = [], Orders = [] };
        var (train, heldOut) = RetailTaskGenerator.Generate(empty, new RetailTaskOptions(), 1);
        Assert.Empty(train);
        Assert.Empty(heldOut);
    }

    [Fact]
    public void Generate_OneUserWithoutOrders_GivesWhatIsPossibleAndEnds()
    {
        var user = JsonNode.Parse(shop.Data.Users.First().Value!.ToJsonString())!;
        user["orders"] = new JsonArray();
        var data = new RetailData { Products = [], Users = new JsonObject { ["mia_li_1"] = user }, Orders = [] };
        var (train, _) = RetailTaskGenerator.Generate(data, new RetailTaskOptions { TrainTasks = 12 }, 1);
        Assert.Empty(train);
    }

    [TauBenchFact]
    public async Task Generate_BenchmarkData_GivesEveryKindWithWritesThatSucceed()
    {
        var data = new RetailData { Products = Read("products"), Users = Read("users"), Orders = Read("orders") };
        var (train, heldOut) = RetailTaskGenerator.Generate(data, new RetailTaskOptions { TrainTasks = 300, HeldOutTasks = 100 }, 1);
        Assert.Equal((300, 100), (train.Count, heldOut.Count));
        using var folder = new TemporaryFolder();
        RetailDataStore.Write(data, folder.File("retail.db"));
        using var client = new Sandbox.Sessions.SandboxClient(Microsoft.Extensions.Options.Options.Create(new Sandbox.Sessions.SandboxOptions { DataFolder = folder.Path }));
        foreach (var task in train)
        {
            await using var session = await client.OpenAsync("retail", "retail", CancellationToken.None);
            foreach (var call in task.GroundTruth)
            {
                var result = await session.CallAsync(call, CancellationToken.None);
                Assert.False(IsWrite(call) && result.IsError, $"{task.Id}: {result.Text}");
            }
        }
    }

    [GeneratedRegex(@"#W\d{7}")]
    private static partial Regex OrderId();

    private static JsonObject Read(string table) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(TauBenchFolder.Path!, "data", "v1", "retail", table + ".json")))!.AsObject();

    private static bool IsWrite(ToolCall call) => WriteTools.Any(prefix => call.Name.StartsWith(prefix, StringComparison.Ordinal));

    private IEnumerable<string> OrdersIn(TaskSpec task) =>
        OrderId().Matches(GeneratedShop.Json(task)).Select(match => match.Value).Where(shop.Data.Orders.ContainsKey);

    private async Task<HashSet<string>> UsersInAsync(IEnumerable<TaskSpec> tasks)
    {
        var users = new HashSet<string>();
        foreach (var task in tasks)
        {
            var (results, _) = await shop.CallAsync(task.GroundTruth.Where(call => call.Name.StartsWith("find_user", StringComparison.Ordinal)));
            users.Add(results[^1].Text);
            users.UnionWith(OrdersIn(task).Select(order => shop.Data.Orders[order]!["user_id"]!.GetValue<string>()));
        }

        return users;
    }
}
