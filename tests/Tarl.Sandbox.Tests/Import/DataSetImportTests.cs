using Tarl.Sandbox.Import;

namespace Tarl.Sandbox.Tests.Import;

/// <summary>What becomes of the benchmark's files, whole and damaged.</summary>
public sealed class DataSetImportTests : IDisposable
{
    private const string CancelV2 = """{"action_id": "a", "name": "cancel_pending_order", "arguments": {"order_id": "#W1", "reason": "no longer needed"}, "info": null}""";

    private readonly SmallBenchmark _benchmark = new();

    [Theory]
    [InlineData("products.json", null, "products.json' cannot be read")]
    [InlineData("users.json", "{\"ann_li_1\": ", "users.json' is not as the benchmark publishes it, line 1, at $.ann_li_1: ")]
    [InlineData("users.json", "{\n\"ann_li_1\":\n{\"name\": {\"first_name\": \"Ann\", \"last_name\": \"Li\"}}}", "line 3, at $.ann_li_1: it lacks 'address', 'email', 'payment_methods', 'orders'")]
    [InlineData("orders.json", "{\"#W1\": {\"user_id\": 5, \"status\": \"pending\", \"items\": [], \"payment_history\": []}}", "orders.json' is not as the benchmark publishes it, line 1, at $.#W1.user_id: the value there is of another type")]
    [InlineData("orders.json", "[]", "the value there is of another type")]
    [InlineData("tasks_test.json", "[{\"user_id\": \"ann_li_1\", \"instruction\": \"x\", \"actions\": [{\"name\": \"think\"}]}]", "tasks_test.json' is not as the benchmark publishes it, line 1, at $[0].actions[0]: it lacks 'kwargs'")]
    [InlineData("tasks_test.json", "null", "tasks_test.json' is not as the benchmark publishes it: It is null")]
    public async Task Import_DamagedFile_SaysFileAndPosition(string file, string? text, string message)
    {
        if (text is null) File.Delete(Path.Combine(_benchmark.Path, file));
        else _benchmark.Write(file, text);

        var error = await Assert.ThrowsAsync<InvalidDataException>(_benchmark.ImportAsync);

        Assert.Contains(message, error.Message.Replace("$['#W1']", "$.#W1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Import_OrderWithoutPayment_IsRefused()
    {
        _benchmark.Write("orders.json", RetailFiles.Orders.Replace("""[{"transaction_type": "payment", "amount": 21.25, "payment_method_id": "paypal_1"}]""", "[]", StringComparison.Ordinal));

        Assert.Equal("Order '#W2' has no payment.", (await Assert.ThrowsAsync<InvalidDataException>(_benchmark.ImportAsync)).Message);
    }

    [Fact]
    public async Task Import_TasksThatCannotBeImported_AreNamedAndTheOthersAreThere()
    {
        _benchmark.Write("tasks_test.json", $"""
            [{RetailFiles.TaskV1("", user: "nobody")},
             {RetailFiles.TaskV1("")},
             {RetailFiles.TaskV1(RetailFiles.Call("fly_to_the_moon", "{}"))},
             {RetailFiles.TaskV1(RetailFiles.Call("think", "[]"))}]
            """);
        _benchmark.Write("tasks_train.py", "tasks = []");

        var dataSet = await _benchmark.ImportAsync();

        Assert.Equal(["retail-v1-test-1"], _benchmark.Tasks("test").Select(task => task.Id));
        Assert.Equal(
        [
            "tasks_test.json, task 0 from 0: the data have no user 'nobody'",
            "tasks_test.json, task 2 from 0: retail v1 has no tool 'fly_to_the_moon'",
            "tasks_test.json, task 3 from 0: a call's kwargs are no object",
        ], dataSet.NotImported.SkipLast(1).Select(thing => $"{thing.What}: {thing.Reason}"));
        Assert.EndsWith("tasks_train.py", dataSet.NotImported[^1].What);
        Assert.Contains("Python source", dataSet.NotImported[^1].Reason);
    }

    [Fact]
    public async Task Import_V2Task_HasTheScenarioThatTheBenchmarksUserReads()
    {
        _benchmark.WriteV2(Tasks(criteria: "", scenario: """
            {"persona": "Calm", "instructions": {"domain": "retail", "reason_for_call": "Cancel.\nNow.", "known_info": "You are Ann.", "unknown_info": null, "task_instructions": "Be brief."}}
            """));

        await _benchmark.ImportAsync();

        Assert.Equal(
            "Persona:\n\tCalm\nInstructions:\n\tDomain: retail\n\tReason for call:\n\t\tCancel.\n\t\tNow.\n\tKnown info:\n\t\tYou are Ann.\n\tTask instructions:\n\t\tBe brief.",
            _benchmark.Tasks("base").Single().Instruction);
    }

    [Fact]
    public async Task Import_V2WithoutSplits_UserComesFromTheGroundTruth()
    {
        _benchmark.WriteV2(Tasks(criteria: $"\"actions\": [{CancelV2}],"));

        var dataSet = await _benchmark.ImportAsync();

        var task = _benchmark.Tasks("base").Single();
        Assert.Equal(("v2", "retail-v2-7", "ann_li_1"), (dataSet.Version, task.Id, task.Script.Identity["first_name"].ToLowerInvariant() + "_li_1"));
        Assert.Equal([("base", 1, 1)], dataSet.Splits.Select(split => (split.Name, split.Tasks, split.Scripted)));
    }

    // τ²-bench rewards what the basis names; what the user asks counts for the script all the same.
    [Theory]
    [InlineData("[\"DB\", \"COMMUNICATE\"]", "54.04")]
    [InlineData("[\"DB\"]", "")]
    public async Task Import_V2CommunicateInfo_IsRequiredOnlyIfTheRewardDependsOnIt(string basis, string outputs)
    {
        _benchmark.WriteV2(Tasks(criteria: $"\"actions\": [{CancelV2}], \"communicate_info\": [\"54.04\"], \"reward_basis\": {basis},"));

        var dataSet = await _benchmark.ImportAsync();

        Assert.Equal(outputs, string.Join(' ', _benchmark.Tasks("base").Single().Outputs));
        Assert.Contains("asks a question", Assert.Single(dataSet.Unscripted).Reason);
    }

    [Theory]
    [InlineData("\"reward_basis\": [\"DB\", \"ENV_ASSERTION\"],", "null", "ENV_ASSERTION")]
    [InlineData("\"reward_basis\": [\"COMMUNICATE\"],", "null", "does not depend on the database")]
    [InlineData("\"actions\": [{\"action_id\": \"a\", \"requestor\": \"user\", \"name\": \"think\", \"arguments\": {}}],", "null", "tools of their own")]
    [InlineData("", "{\"initialization_data\": {\"agent_data\": {}}}", "a state of its own")]
    public async Task Import_V2TaskThatCannotBeVerified_IsNamed(string criteria, string state, string reason)
    {
        _benchmark.WriteV2(Tasks(criteria, state));

        var dataSet = await _benchmark.ImportAsync();

        var thing = Assert.Single(dataSet.NotImported);
        Assert.Equal("tasks.json, task 0 from 0 (id 7)", thing.What);
        Assert.Contains(reason, thing.Reason);
        Assert.Empty(dataSet.Splits);
    }

    [Fact]
    public async Task Import_V2Splits_TasksAreInTheirsAndDanglingIdsAreNamed()
    {
        _benchmark.WriteV2(Tasks(criteria: ""));
        _benchmark.Write("retail/split_tasks.json", """{"train": ["7"], "test": ["8"], "base": ["7"]}""");

        var dataSet = await _benchmark.ImportAsync();

        Assert.Equal(["base", "train"], dataSet.Splits.Select(split => split.Name));
        Assert.Equal("split_tasks.json, split 'test', task '8'", Assert.Single(dataSet.NotImported).What);
    }

    [Fact]
    public async Task Import_V2SplitNamedLikeAPath_IsRefused()
    {
        _benchmark.WriteV2(Tasks(criteria: ""));
        _benchmark.Write("retail/split_tasks.json", """{"../../evil": ["7"]}""");

        Assert.Contains("has a split '../../evil'", (await Assert.ThrowsAsync<InvalidDataException>(_benchmark.ImportAsync)).Message);
    }

    [Fact]
    public async Task Import_OtherGuidelinesOrAssertions_AreNoted()
    {
        _benchmark.WriteV2(Tasks(criteria: "\"nl_assertions\": [\"Agent is kind.\"], \"reward_basis\": [\"DB\", \"NL_ASSERTION\"],"));
        _benchmark.Write("retail/policy.md", "Be kind.");

        var dataSet = await _benchmark.ImportAsync();

        Assert.Collection(
            dataSet.Notes,
            note => Assert.Contains("differs from the sandbox's guidelines", note),
            note => Assert.Contains("(NL_ASSERTION) on 1 of the tasks", note));
    }

    [Fact]
    public async Task Read_WrittenDataSet_IsTheSame()
    {
        _benchmark.Write("tasks_dev.json", $"[{RetailFiles.TaskV1("")}]");

        var dataSet = await _benchmark.ImportAsync();

        Assert.Equal(SmallBenchmark.Json(dataSet).ToJsonString(), SmallBenchmark.Json(ImportedDataSet.Read(_benchmark.Target)).ToJsonString());
        Assert.Equal(["data-set.json", "dev.jsonl", "retail.db"], Directory.EnumerateFiles(_benchmark.Target).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("it has dev", Assert.Throws<InvalidDataException>(() => dataSet.TasksPath(_benchmark.Target, "train")).Message);
    }

    public void Dispose() => _benchmark.Dispose();

    private static string Tasks(string criteria, string state = "null", string scenario = """{"persona": null, "instructions": "You are Ann."}""") =>
        $$"""[{"id": "7", "description": {}, "user_scenario": {{scenario}}, "initial_state": {{state}}, "evaluation_criteria": { {{criteria}} "env_assertions": null} }]""";
}
