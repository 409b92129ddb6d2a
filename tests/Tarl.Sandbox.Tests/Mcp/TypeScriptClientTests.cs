using System.Text.Json;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.Tests.Sessions;

namespace Tarl.Sandbox.Tests.Mcp;

public class TypeScriptClientTests
{
    // Where a call does not say otherwise it lacks its arguments, and fails.
    private const string Calls = """
        {
          "calculate": {"expression": "64 + 0.5"},
          "cancel_pending_order": {"order_id": "#W0000001", "reason": "no longer needed"},
          "exchange_delivered_order_items": {"order_id": "#W0000002", "item_ids": ["2000000002"], "new_item_ids": ["2000000001"], "payment_method_id": "paypal_1"},
          "find_user_id_by_email": {"email": "bob@example.com"},
          "get_order_details": {"order_id": "#W0000002"},
          "list_all_product_types": {},
          "modify_user_address": {"user_id": "bob_ito_2222", "address1": "é", "address2": "", "city": "c", "state": "s", "country": "x", "zip": "1"},
          "return_delivered_order_items": {"order_id": "#W0000002", "item_ids": ["2000000002"], "payment_method_id": "paypal_1"},
          "transfer_to_human_agents": {"summary": "x"}
        }
        """;

    [NodeFact]
    public async Task OfficialClient_EveryTool_IsListedAndGivesWhatASessionGives()
    {
        await using var server = await SandboxServer.StartAsync();

        var called = (await NodeClient.RunAsync("call-every-tool.mjs", new Uri(server.Http.BaseAddress!, "/retail/v1/mcp/shop").ToString(), Calls)).EnumerateArray().ToList();

        using var shop = new RetailShop();
        await using var session = await shop.OpenAsync();
        using var calls = JsonDocument.Parse(Calls);
        using var none = JsonDocument.Parse("{}");
        Assert.Equal(session.Tools.Select(tool => tool.Name), called.Select(result => result.GetProperty("name").GetString()));
        foreach (var result in called)
        {
            var name = result.GetProperty("name").GetString()!;
            var arguments = calls.RootElement.TryGetProperty(name, out var given) ? given : none.RootElement;
            var expected = await session.CallAsync(new ToolCall { Name = name, Arguments = arguments }, default);
            Assert.Equal((expected.Text, expected.IsError), (result.GetProperty("text").GetString()!, result.GetProperty("isError").GetBoolean()));
        }

        Assert.Equal(8, called.Count(result => result.GetProperty("isError").GetBoolean()));
        Assert.Equal(0, server.Sessions.Count);
    }

    [NodeFact]
    public async Task OpenApiDocument_IndependentValidator_FindsItValid()
    {
        await using var server = await SandboxServer.StartAsync();
        var verdict = await NodeClient.RunAsync("validate-openapi.mjs", new Uri(server.Http.BaseAddress!, "/openapi.json").ToString());
        Assert.True(verdict.GetProperty("valid").GetBoolean(), verdict.GetRawText());
    }
}
