using System.Text.Json.Nodes;

namespace Tarl.Cli.Tests.Import;

public sealed class ImportCommandTests : IDisposable
{
    private const string Recorded = """
        {"version": "v1", "domain": "retail", "actions": [{"name": "get_order_details", "arguments": {"order_id": "#W9"}}], "observations": ["Error: order not found"], "errors": [true], "changes": []}
        """;

    private readonly SmallShop _shop = new();

    [Fact]
    public async Task Import_ThenReplay_PlaysOnTheDataSet()
    {
        WriteTasks(RetailFiles.TaskV1(RetailFiles.Cancel, user: "ann_li_1111"));
        File.WriteAllText(_shop.In("a.jsonl"), Recorded);

        var imported = await _shop.RunAsync("import", "tau-bench", "data");
        var replayed = await _shop.ReplayAsync("--check", "a.jsonl", "--data", Path.Combine("data-sets", "tau-bench-v1-retail"));

        Assert.Equal(0, imported.ExitCode);
        Assert.Matches("tau-bench-v1-retail +test +1 +1 +0", imported.Output);
        Assert.Contains("Importing data sets: done", imported.Errors);
        Assert.Equal((0, "a.jsonl: 1 episode, no differences\n"), (replayed.ExitCode, replayed.Errors));
        Assert.Equal(["data-set.json", "retail.db", "test.jsonl"], DataSet("tau-bench-v1-retail"));
    }

    [Fact]
    public async Task Import_SomethingNotImported_IsNamedWithTheReason()
    {
        WriteTasks(RetailFiles.TaskV1("", user: "nobody"), RetailFiles.TaskV1("", user: "ann_li_1111"));

        var result = await _shop.RunAsync("import", "tau-bench", "data");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("tasks_test.json, task 0 from 0: the data have no user 'nobody'", result.Output);
        Assert.Contains("   1  nothing is written", result.Output);
    }

    [Fact]
    public async Task Import_Json_IsOneDocument()
    {
        WriteTasks(RetailFiles.TaskV1(RetailFiles.Cancel, user: "ann_li_1111"));

        var result = JsonNode.Parse((await _shop.RunAsync("import", "tau-bench", "data", "--json", "--name", "small", "--data-sets", "mine")).Output)!;

        Assert.Equal("small-v1-retail", (string?)result["dataSets"]![0]!["name"]);
        Assert.Equal("{\"name\":\"test\",\"tasks\":1,\"scripted\":1}", result["dataSets"]![0]!["splits"]![0]!.ToJsonString());
        Assert.Empty(result["notImported"]!.AsArray());
        Assert.True(File.Exists(_shop.In(Path.Combine("mine", "small-v1-retail", "retail.db"))));
    }

    [Fact]
    public async Task Import_Twice_IsRefusedUnlessForced()
    {
        Assert.Equal(0, (await _shop.RunAsync("import", "tau-bench", "data")).ExitCode);
        WriteTasks(RetailFiles.TaskV1(RetailFiles.Cancel, user: "ann_li_1111"));

        Refused(await _shop.RunAsync("import", "tau-bench", "data"), "There is a data set");
        Assert.DoesNotContain("test.jsonl", DataSet("tau-bench-v1-retail"));
        Assert.Equal(0, (await _shop.RunAsync("import", "tau-bench", "data", "--force")).ExitCode);
        Assert.Contains("test.jsonl", DataSet("tau-bench-v1-retail"));
    }

    [Theory]
    [InlineData("There is no folder 'nowhere'", "nowhere")]
    [InlineData("holds no retail or airline data", "data-sets-of-mine")]
    [InlineData("--name takes letters", "data", "--name", "../evil")]
    [InlineData("Required argument missing")]
    public async Task Import_BadArguments_AreRefusedAndLeaveNothing(string part, params string[] arguments)
    {
        Directory.CreateDirectory(_shop.In("data-sets-of-mine"));

        Refused(await _shop.RunAsync(["import", "tau-bench", .. arguments]), part);

        Assert.False(Directory.Exists(_shop.In("data-sets")));
    }

    [Fact]
    public async Task Import_DamagedDomainAfterAWholeOne_LeavesNothing()
    {
        Directory.CreateDirectory(_shop.In(Path.Combine("data", "v2", "retail")));
        File.WriteAllText(_shop.In(Path.Combine("data", "v2", "retail", "db.json")), "{");

        Refused(await _shop.RunAsync("import", "tau-bench", "data"), "db.json' is not as the benchmark publishes it, line 1");

        Assert.False(Directory.Exists(_shop.In("data-sets")));
    }

    public void Dispose() => _shop.Dispose();

    private void WriteTasks(params string[] tasks) => RetailFiles.WriteTasksV1(Path.Combine(_shop.Data, "v1", "retail"), "test", tasks);

    private IEnumerable<string?> DataSet(string name) =>
        Directory.EnumerateFileSystemEntries(_shop.In(Path.Combine("data-sets", name))).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private static void Refused(CommandResult result, string part)
    {
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(part, result.Errors);
        Assert.Contains("tarl: ", result.Errors);
    }
}
