using System.Text.Json.Nodes;

namespace Tarl.EndToEnd.Tests;

/// <summary>A small shop in the benchmark's form, imported and then evaluated and trained on.</summary>
[Collection(nameof(TinyRun))]
public sealed class ImportedDataTests(TinyRun run) : IAsyncLifetime, IDisposable
{
    private const string Name = "tau-bench-v1-retail";

    private static readonly string Return = RetailFiles.Call("return_delivered_order_items", """{"order_id": "#W2", "item_ids": ["13"], "payment_method_id": "paypal_1"}""");

    private readonly Folder _folder = new();

    public async Task InitializeAsync()
    {
        RetailFiles.WriteV1(_folder.In("shop"));
        RetailFiles.WriteTasksV1(_folder.In("shop"), "train", RetailFiles.TaskV1(RetailFiles.Cancel), RetailFiles.TaskV1(Return), RetailFiles.TaskV1(""));
        RetailFiles.WriteTasksV1(_folder.In("shop"), "test", RetailFiles.TaskV1(Return), RetailFiles.TaskV1(RetailFiles.Cancel), RetailFiles.TaskV1(RetailFiles.Cancel, outputs: "\"54.04\""));
        (await InFolderAsync("import", "tau-bench", "shop")).Succeeded();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Evaluate_ImportedDataByName_PlaysWhatAScriptedUserCan()
    {
        using var copy = Folder.CopyOf(run.Path);

        var evaluated = (await InFolderAsync("evaluate", "--run", copy.Path, "--data", Name, "--trials", "2", "--json")).Succeeded();

        var result = JsonNode.Parse(evaluated.Output)!;
        Assert.Equal("policy 3 2 2 0", $"{result["agent"]} {result["policyVersion"]} {result["tasks"]} {result["trials"]} {result["failures"]}");
        Assert.Equal(["cancel", "return"], result["byKind"]!.AsObject().Select(kind => kind.Key));
        Assert.Contains("1 of the 3 tasks in split 'test' of tau-bench-v1-retail are left out", evaluated.Errors);
        Assert.Contains("the user also asks a question, which no call states (1)", evaluated.Errors);
    }

    [Fact]
    public async Task Evaluate_FileWithUnscriptedTasks_LeavesThemOut()
    {
        using var copy = Folder.CopyOf(run.Path);
        File.WriteAllLines(_folder.In($"data-sets/{Name}/odd.jsonl"), File.ReadLines(_folder.In($"data-sets/{Name}/train.jsonl")).TakeLast(1));

        var evaluated = await InFolderAsync("evaluate", "--run", copy.Path, "--tasks", $"data-sets/{Name}/train.jsonl", "--agent", "do-nothing", "--trials", "1", "--json");

        Assert.Equal("2 0", $"{JsonNode.Parse(evaluated.Succeeded().Output)!["tasks"]} {JsonNode.Parse(evaluated.Output)!["failures"]}");
        Assert.Contains("1 of the 3 tasks in data-sets/tau-bench-v1-retail/train.jsonl are left out", evaluated.Errors);
        (await InFolderAsync("evaluate", "--run", copy.Path, "--tasks", $"data-sets/{Name}/odd.jsonl")).RefusedWith("No scripted user can play any of the tasks");
    }

    [Fact]
    public async Task Show_FailedImportedTask_SaysWhatDiffersInWords()
    {
        using var copy = Folder.CopyOf(run.Path);
        (await InFolderAsync("evaluate", "--run", copy.Path, "--data", Name, "--trials", "1", "--agent", "do-nothing")).Succeeded();

        var shown = (await InFolderAsync("show", "--run", copy.Path, "--batch", $"evaluation-do-nothing-0-t1-{Name}-test", "--kind", "cancel")).Succeeded().Output;

        Assert.Contains("order #W1: status should be cancelled, is pending", shown);
        Assert.Contains("user ann_li_1: payment_methods.gift_card_1.balance should be 74.5, is 64", shown);
    }

    // The task writes nothing, so that only the missing output can make it fail.
    [Theory]
    [InlineData(1.0)]
    [InlineData(0.0, "--required-outputs")]
    public async Task Evaluate_RequiredOutputs_CountOnlyIfAskedFor(double pass, params string[] options)
    {
        using var copy = Folder.CopyOf(run.Path);
        var task = JsonNode.Parse(File.ReadLines(_folder.In($"data-sets/{Name}/test.jsonl")).First())!;
        (task["groundTruth"], task["outputs"]) = (new JsonArray(), new JsonArray("54.04"));
        File.WriteAllText(_folder.In($"data-sets/{Name}/odd.jsonl"), task.ToJsonString());

        var evaluated = await InFolderAsync(
            ["evaluate", "--run", copy.Path, "--tasks", $"data-sets/{Name}/odd.jsonl", "--agent", "do-nothing", "--trials", "1", "--json", .. options]);

        Assert.Equal(pass, (double)JsonNode.Parse(evaluated.Succeeded().Output)!["passK"]![0]!["value"]!);
    }

    [Fact]
    public async Task Train_ImportedData_TrainsOnItAndEvaluatesOnItsTestSplit()
    {
        var trained = (await InFolderAsync(
            "train", "--quick", "--data", Name, "--run", "run", "--demonstrations", "12", "--cloning-steps", "4", "--set", "Cloning:RepetitionSteps=4", "--updates", "1", "--groups", "2",
            "--group-size", "2", "--trials", "1", "--threads", "2")).Succeeded();

        Assert.Contains("1 of the 3 tasks in split 'train'", trained.Errors);
        Assert.Contains("1 of the 3 tasks in split 'test'", trained.Errors);
        var settings = JsonNode.Parse(File.ReadAllText(_folder.In("run/run.json")))!;
        Assert.Equal(_folder.In($"data-sets/{Name}"), (string?)settings["data"]);
        Assert.Equal("retail 2 2", $"{settings["domain"]} {settings["trainingTasks"]} {settings["heldOutTasks"]}");
        Assert.Equal(2, (int)TinyRun.Summary(_folder.In("run"))["evaluation"]!["trained"]!["tasks"]!);

        // The run keeps its own copy.
        Directory.Delete(_folder.In("data-sets"), recursive: true);
        (await InFolderAsync("evaluate", "--run", "run", "--trials", "1")).Succeeded();
    }

    [Fact]
    public async Task Train_DataThatCannotBeTrainedOn_IsRefused()
    {
        File.Delete(_folder.In("shop/tasks_train.json"));
        (await InFolderAsync("import", "tau-bench", "shop", "--name", "untrained")).Succeeded();

        (await InFolderAsync("train", "--data", "untrained-v1-retail", "--run", "run")).RefusedWith("To measure a policy on it: evaluate --data untrained-v1-retail");
        (await InFolderAsync("train", "--data", "nowhere", "--run", "run")).RefusedWith("There is no data set 'nowhere'; there are tau-bench-v1-retail, untrained-v1-retail");
        (await InFolderAsync("train", "--data", Name, "--domain", "airline")).RefusedWith("leave out --domain");
        Assert.False(Directory.Exists(_folder.In("run")));
    }

    [Theory]
    [InlineData("has no split 'dev'; it has test, train", "--data", Name, "--split", "dev")]
    [InlineData("--split chooses among the splits of --data", "--split", "test")]
    [InlineData("--tasks and --data exclude each other", "--data", Name, "--tasks", "x.jsonl")]
    [InlineData("--domain and --data exclude each other", "--data", Name, "--domain", "airline")]
    public async Task Evaluate_BadChoiceOfTasks_IsRefused(string part, params string[] arguments)
    {
        using var copy = Folder.CopyOf(run.Path);

        (await InFolderAsync(["evaluate", "--run", copy.Path, .. arguments])).RefusedWith(part);
    }

    private Task<TarlResult> InFolderAsync(params string[] arguments) => TarlProcess.RunInAsync(_folder.Path, arguments);
}
