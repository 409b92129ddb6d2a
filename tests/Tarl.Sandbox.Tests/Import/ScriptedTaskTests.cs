using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;

namespace Tarl.Sandbox.Tests.Import;

/// <summary>Which goals are read out of a ground truth, and which are not.</summary>
public sealed class ScriptedTaskTests : IDisposable
{
    private const string Cancel = """{"name": "cancel_pending_order", "kwargs": {"order_id": "#W1", "reason": "no longer needed"}}""";

    private readonly SmallBenchmark _benchmark = new();

    [Fact]
    public async Task Import_Cancel_UserKnowsOrderAndReasonAndIsFoundByNameAndZip()
    {
        var (_, task) = await _benchmark.ImportAsync(RetailFiles.TaskV1(Cancel, instruction: "Your name is Ann Li, zip 80201. Cancel."));

        Assert.Equal(("retail-v1-test-0", "retail", "cancel", "retail", "Your name is Ann Li, zip 80201. Cancel."), (task.Id, task.Domain, task.Kind, task.DataSet, task.Instruction));
        Assert.Equal(["first_name Ann", "last_name Li", "zip 80201"], task.Script.Identity.Select(fact => $"{fact.Key} {fact.Value}"));
        Assert.Equal(["cancel: order_id #W1; reason no longer needed"], Goals(task));
        Assert.Equal(["find_user_id_by_name_zip", "get_order_details"], task.Plan.Single().Reads.Select(read => read.Name));
        Assert.Equal([Text(task.GroundTruth.Single())], task.Plan.Select(goal => Text(goal.Write!)));
    }

    [Fact]
    public async Task Import_InstructionNamesTheEmail_UserIsFoundByIt()
    {
        var (_, task) = await _benchmark.ImportAsync(RetailFiles.TaskV1(Cancel, instruction: "Your email is Ann@example.com."));

        Assert.Equal(["email ann@example.com"], task.Script.Identity.Select(fact => $"{fact.Key} {fact.Value}"));
        Assert.Equal("find_user_id_by_email {\"email\":\"ann@example.com\"}", Text(task.Plan[0].Reads[0]));
    }

    // The order has two lamps, so that the item's id has to tell them apart.
    [Theory]
    [InlineData("return_delivered_order_items", """{"order_id": "#W2", "item_ids": ["13"], "payment_method_id": "gift_card_1"}""", "return: order_id #W2; items Lamp 13; payment gift_card_1")]
    [InlineData("exchange_delivered_order_items", """{"order_id": "#W2", "item_ids": ["13", "12"], "new_item_ids": ["11", "13"], "payment_method_id": "paypal_1"}""", "exchange: order_id #W2; changes Lamp 13 for color red, size S and the Lamp 12 for color grey, size S; payment paypal_1")]
    [InlineData("modify_pending_order_items", """{"order_id": "#W1", "item_ids": ["11"], "new_item_ids": ["12"], "payment_method_id": "gift_card_1"}""", "modify-items: order_id #W1; changes Lamp for color blue, size S; payment gift_card_1")]
    [InlineData("modify_pending_order_payment", """{"order_id": "#W1", "payment_method_id": "paypal_1"}""", "modify-payment: order_id #W1; payment paypal_1")]
    [InlineData("modify_pending_order_address", """{"order_id": "#W1", "address1": "3 Fir Road", "address2": "Suite 4", "city": "Reno", "state": "NV", "country": "USA", "zip": "89501"}""", "modify-address: order_id #W1; address 3 Fir Road, Suite 4, Reno, NV, USA, 89501")]
    [InlineData("modify_user_address", """{"user_id": "ann_li_1", "address1": "3 Fir Road", "address2": "", "city": "Reno", "state": "NV", "country": "USA", "zip": "89501"}""", "modify-user-address: address 3 Fir Road, Reno, NV, USA, 89501")]
    public async Task Import_OneWrite_ItsDetailsAreTheUsersFacts(string tool, string arguments, string goal)
    {
        var (dataSet, task) = await _benchmark.ImportAsync(RetailFiles.TaskV1(RetailFiles.Call(tool, arguments)));

        Assert.Equal([goal], Goals(task));
        Assert.Equal(goal.Split(':')[0], task.Kind);
        Assert.Equal([("test", 1, 1)], dataSet.Splits.Select(split => (split.Name, split.Tasks, split.Scripted)));
        Assert.Empty(dataSet.Unscripted);
    }

    [Fact]
    public async Task Import_TwoWritesOnOneOrder_TwoGoalsAndNothingReadTwice()
    {
        const string address = """{"order_id": "#W1", "address1": "3 Fir Road", "address2": "", "city": "Reno", "state": "NV", "country": "USA", "zip": "89501"}""";
        var (_, task) = await _benchmark.ImportAsync(RetailFiles.TaskV1(
            RetailFiles.Call("get_order_details", """{"order_id": "#W1"}""") + ", " + RetailFiles.Call("modify_pending_order_address", address) + ", " + Cancel));

        Assert.Equal(("two-goals", 3), (task.Kind, task.GroundTruth.Count));
        Assert.Equal(["modify-address", "cancel"], task.Script.Goals.Select(goal => goal.Intent));
        Assert.Equal([2, 0], task.Plan.Select(goal => goal.Reads.Count));
    }

    [Theory]
    [InlineData("", "", "nothing is written")]
    [InlineData(Cancel, "\"54.04\"", "asks a question")]
    [InlineData(Cancel + """, {"name": "transfer_to_human_agents", "kwargs": {"summary": "x"}}""", "", "transferred")]
    [InlineData(Cancel + ", " + Cancel, "", "a write of the ground truth fails")]
    [InlineData("""{"name": "cancel_pending_order", "kwargs": {"order_id": "#W3", "reason": "no longer needed"}}""", "", "more than one user's data")]
    [InlineData("""{"name": "modify_user_address", "kwargs": {"user_id": "ann_li_1", "address1": "3 Fir Road", "address2": "", "city": "Reno", "state": "NV", "country": "USA", "zip": 89501}}""", "", "cannot be told")]
    [InlineData("""{"name": "modify_pending_order_items", "kwargs": {"order_id": "#W1", "item_ids": [], "new_item_ids": [], "payment_method_id": "gift_card_1"}}""", "", "cannot be told")]
    public async Task Import_CallsDoNotDetermineTheGoals_NoScriptAndTheReason(string calls, string outputs, string reason)
    {
        var (dataSet, task) = await _benchmark.ImportAsync(RetailFiles.TaskV1(calls, outputs: outputs));

        Assert.False(task.IsScripted);
        Assert.Empty(task.Plan);
        Assert.Contains(reason, Assert.Single(dataSet.Unscripted).Reason);
        Assert.Equal([("test", 1, 0)], dataSet.Splits.Select(split => (split.Name, split.Tasks, split.Scripted)));
    }

    [Fact]
    public async Task Import_MoreGoalsThanAnEpisodeHasStepsFor_NoScript()
    {
        // Identification and one read, then three steps an address: 2 + 10 × 3 = 32.
        var calls = Enumerable.Range(1, 10).Select(number => RetailFiles.Call(
            "modify_pending_order_address", $$"""{"order_id": "#W1", "address1": "{{number}} Fir Road", "address2": "", "city": "Reno", "state": "NV", "country": "USA", "zip": "89501"}"""));
        var (dataSet, _) = await _benchmark.ImportAsync(RetailFiles.TaskV1(string.Join(", ", calls)));

        Assert.Equal("32 of 30", Assert.Single(dataSet.Unscripted).Detail);
    }

    public void Dispose() => _benchmark.Dispose();

    private static IEnumerable<string> Goals(TaskSpec task) =>
        task.Script.Goals.Select(goal => $"{goal.Intent}: {string.Join("; ", goal.Facts.Select(fact => $"{fact.Key} {fact.Value}"))}");

    private static string Text(ToolCall call) => $"{call.Name} {SmallBenchmark.Json(call.Arguments).ToJsonString()}";
}
