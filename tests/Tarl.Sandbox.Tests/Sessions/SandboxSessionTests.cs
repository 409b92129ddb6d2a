using System.Text.Json;

namespace Tarl.Sandbox.Tests.Sessions;

public class SandboxSessionTests
{
    private const string CancelFirst = """{"order_id": "#W0000001", "reason": "no longer needed"}""";

    [Fact]
    public async Task CallAsync_Cancel_CreditsGiftCardAndRecordsEveryChange()
    {
        using var shop = new RetailShop();
        await using var session = await shop.OpenAsync();

        var result = await RetailShop.CallAsync(session, "cancel_pending_order", CancelFirst);

        Assert.False(result.IsError);
        Assert.EndsWith("\"status\": \"cancelled\", \"payment_history\": [{\"transaction_type\": \"payment\", \"amount\": 10.5, \"payment_method_id\": \"gift_card_1\"}, "
            + "{\"transaction_type\": \"refund\", \"amount\": 10.5, \"payment_method_id\": \"gift_card_1\"}], \"cancel_reason\": \"no longer needed\"}", result.Text);
        var changes = (await session.GetChangesAsync(default)).Select(change =>
            $"{change.Table} {change.Id} {string.Join("/", change.Path)} {change.Before?.GetRawText()}>{change.After?.GetRawText()}").Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "orders #W0000001 cancel_reason >\"no longer needed\"",
                "orders #W0000001 payment_history/1 >{\"transaction_type\": \"refund\", \"amount\": 10.5, \"payment_method_id\": \"gift_card_1\"}",
                "orders #W0000001 status \"pending\">\"cancelled\"",
                "users ann_li_1111 payment_methods/gift_card_1/balance 64>74.5",
            ],
            changes);
    }

    [Fact]
    public async Task CallAsync_TwoSessionsOnOneConnection_NeitherSeesTheOther()
    {
        using var shop = new RetailShop(connections: 1);
        await using var first = await shop.OpenAsync();
        await using var second = await shop.OpenAsync();

        await RetailShop.CallAsync(first, "cancel_pending_order", CancelFirst);

        var seen = await RetailShop.CallAsync(second, "get_order_details", """{"order_id": "#W0000001"}""");
        Assert.Contains("\"status\": \"pending\"", seen.Text);
        Assert.Empty(await second.GetChangesAsync(default));
        Assert.NotEmpty(await first.GetChangesAsync(default));
    }

    [Fact]
    public async Task OpenAsync_AfterAnotherSessionChangedAndClosed_StartsFromTheDataSet()
    {
        using var shop = new RetailShop(connections: 1);
        var first = await shop.OpenAsync();
        await RetailShop.CallAsync(first, "cancel_pending_order", CancelFirst);
        await first.DisposeAsync();
        await first.DisposeAsync();

        await using var second = await shop.OpenAsync();

        Assert.False((await RetailShop.CallAsync(second, "cancel_pending_order", CancelFirst)).IsError);
    }

    [Fact]
    public async Task CallAsync_ClosedSession_SaysSo()
    {
        using var shop = new RetailShop();
        var session = await shop.OpenAsync();
        await session.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => RetailShop.CallAsync(session, "list_all_product_types", "{}"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => session.GetChangesAsync(default).AsTask());
    }

    [Fact]
    public async Task FindUserIdByNameZip_AfterAddressChange_FindsTheUserUnderTheNewZipOnly()
    {
        using var shop = new RetailShop();
        await using var session = await shop.OpenAsync();
        await RetailShop.CallAsync(session, "modify_user_address",
            """{"user_id": "ann_li_1111", "address1": "9 Elm", "address2": "", "city": "Austin", "state": "TX", "country": "USA", "zip": "78799"}""");

        var old = await RetailShop.CallAsync(session, "find_user_id_by_name_zip", """{"first_name": "ANN", "last_name": "li", "zip": "80201"}""");
        var found = await RetailShop.CallAsync(session, "find_user_id_by_name_zip", """{"first_name": "ann", "last_name": "LI", "zip": "78799"}""");

        Assert.Equal("Error: user not found", old.Text);
        Assert.Equal("ann_li_1111", found.Text);
    }

    [Fact]
    public async Task CallAsync_ConcurrentlyOnOneSession_LosesNothing()
    {
        using var shop = new RetailShop();
        await using var session = await shop.OpenAsync();

        // Each of the modifications is a whole read-change-write; only one may succeed, and the rest must see it.
        var results = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => RetailShop.CallAsync(session, "modify_pending_order_items",
            """{"order_id": "#W0000001", "item_ids": ["2000000001"], "new_item_ids": ["2000000002"], "payment_method_id": "gift_card_1"}"""))));

        Assert.Single(results, result => !result.IsError);
        var user = await RetailShop.CallAsync(session, "get_user_details", """{"user_id": "ann_li_1111"}""");
        Assert.Contains("\"balance\": 62.25", user.Text);
    }

    [Theory]
    [InlineData("get_order_details", """{"order_id": "' OR 1=1 --"}""", "Error: order not found")]
    [InlineData("get_user_details", """{"user_id": "x'; DROP TABLE users; --"}""", "Error: user not found")]
    [InlineData("find_user_id_by_email", """{"email": "%' OR '1'='1"}""", "Error: user not found")]
    [InlineData("find_user_id_by_name_zip", """{"first_name": "_", "last_name": "%", "zip": "*"}""", "Error: user not found")]
    [InlineData("get_order_details", """{"order_id": null}""", "Error: order not found")]
    [InlineData("get_order_details", """{"order_id": 1}""", "Error: order not found")]
    [InlineData("get_order_details", """{"order_id": ["#W0000001"]}""", "Error: unhashable type: 'list'")]
    [InlineData("get_order_details", """{}""", "Error: GetOrderDetails.invoke() missing 1 required positional argument: 'order_id'")]
    [InlineData("cancel_pending_order", """{}""", "Error: CancelPendingOrder.invoke() missing 2 required positional arguments: 'order_id' and 'reason'")]
    [InlineData("find_user_id_by_name_zip", """{}""",
        "Error: FindUserIdByNameZip.invoke() missing 3 required positional arguments: 'first_name', 'last_name', and 'zip'")]
    [InlineData("get_order_details", """{"order_id": "#W0000001", "bogus": 1}""", "Error: GetOrderDetails.invoke() got an unexpected keyword argument 'bogus'")]
    [InlineData("find_user_id_by_email", """{"email": 5}""", "Error: 'int' object has no attribute 'lower'")]
    [InlineData("return_delivered_order_items", """{"order_id": "#W0000002", "item_ids": null, "payment_method_id": "paypal_1"}""", "Error: 'NoneType' object is not iterable")]
    [InlineData("return_delivered_order_items", """{"order_id": "#W0000002", "item_ids": [{"a": 1}], "payment_method_id": "paypal_1"}""", "Error: some item not found")]
    [InlineData("no_such_tool", """{"x": 1}""", "Unknown action no_such_tool")]
    [InlineData("get_order_details", """["#W0000001"]""", "Error: GetOrderDetails.invoke() argument after ** must be a mapping")]
    [InlineData("find_user_id_by_email", """{"email": "\ud800"}""", "Error: surrogates not allowed")]
    [InlineData("calculate", """{"expression": "__import__('os')"}""", "Error: invalid characters in expression")]
    [InlineData("calculate", """{"expression": "９+1"}""", "Error: invalid characters in expression")]
    public async Task CallAsync_HostileArguments_IsAFailedResultThatChangesNothing(string tool, string arguments, string expected)
    {
        using var shop = new RetailShop();
        await using var session = await shop.OpenAsync();

        var result = await RetailShop.CallAsync(session, tool, arguments);

        Assert.Equal(expected, result.Text);
        Assert.True(result.IsError);
        Assert.Empty(await session.GetChangesAsync(default));
        Assert.Equal("ann_li_1111", (await RetailShop.CallAsync(session, "find_user_id_by_email", """{"email": "ann.li@EXAMPLE.com"}""")).Text);
    }

    [Fact]
    public async Task CallAsync_DeeplyNestedArguments_IsAFailedResult()
    {
        using var shop = new RetailShop();
        await using var session = await shop.OpenAsync();
        var deep = $"{{\"thought\": {new string('[', 5000)}{new string(']', 5000)}}}";
        using var document = JsonDocument.Parse(deep, new JsonDocumentOptions { MaxDepth = 6000 });

        var result = await session.CallAsync(new() { Name = "think", Arguments = document.RootElement }, default);

        Assert.Equal("Error: maximum nesting depth exceeded", result.Text);
    }

    [Fact]
    public async Task CallAsync_Transfer_EndsTheEpisode()
    {
        using var shop = new RetailShop();
        await using var session = await shop.OpenAsync();

        var result = await RetailShop.CallAsync(session, "transfer_to_human_agents", """{"summary": "x"}""");

        Assert.Equal("Transfer successful", result.Text);
        Assert.True(result.EndsEpisode);
    }

    [Fact]
    public async Task Tools_Retail_AreTauBenchsSixteenInItsOrder()
    {
        using var shop = new RetailShop();
        await using var session = await shop.OpenAsync();

        Assert.Equal(16, session.Tools.Count);
        Assert.Equal(("calculate", "transfer_to_human_agents"), (session.Tools[0].Name, session.Tools[^1].Name));
        Assert.StartsWith("# Retail agent policy", session.Guidelines);
    }

    [Fact]
    public async Task OpenAsync_Math_OffersCalculateAlone()
    {
        using var shop = new RetailShop();
        await using var session = await shop.Client.OpenAsync("math", "none", default);

        Assert.Equal("calculate", Assert.Single(session.Tools).Name);
        Assert.Equal("42.0", (await RetailShop.CallAsync(session, "calculate", """{"expression": "6 * 7"}""")).Text);
        Assert.Empty(await session.GetChangesAsync(default));
    }
}
