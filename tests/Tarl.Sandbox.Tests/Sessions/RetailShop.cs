using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Sandbox;
using Tarl.Sandbox.Retail;
using Tarl.Sandbox.Sessions;

namespace Tarl.Sandbox.Tests.Sessions;

/// <summary>A shop of two users that fits on a screen, and a sandbox that serves it.</summary>
internal sealed class RetailShop : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RetailShop(int connections = 2)
    {
        RetailDataStore.Write(Data(), DataSetPath);
        Client = new SandboxClient(Options.Create(new SandboxOptions { DataFolder = _folder.Path, ConnectionsPerDataSet = connections }));
    }

    public SandboxClient Client { get; }

    public string DataSetPath => _folder.File("shop.db");

    public static RetailData Data() => new()
    {
        Products = JsonNode.Parse("""
            {"1000000001": {"name": "Lamp", "product_id": "1000000001", "variants": {
              "2000000001": {"item_id": "2000000001", "options": {"color": "red"}, "available": true, "price": 10.5},
              "2000000002": {"item_id": "2000000002", "options": {"color": "blue"}, "available": true, "price": 12.25},
              "2000000003": {"item_id": "2000000003", "options": {"color": "grey"}, "available": false, "price": 9.0}}}}
            """)!.AsObject(),
        Users = JsonNode.Parse("""
            {"ann_li_1111": {"name": {"first_name": "Ann", "last_name": "Li"},
              "address": {"address1": "1 Elm Street", "address2": "", "city": "Denver", "country": "USA", "state": "CO", "zip": "80201"},
              "email": "Ann.Li@example.com",
              "payment_methods": {"gift_card_1": {"source": "gift_card", "balance": 64, "id": "gift_card_1"}, "paypal_1": {"source": "paypal", "id": "paypal_1"}},
              "orders": ["#W0000001", "#W0000002"]},
             "bob_ito_2222": {"name": {"first_name": "Bob", "last_name": "Ito"},
              "address": {"address1": "2 Oak Street", "address2": "", "city": "Austin", "country": "USA", "state": "TX", "zip": "78701"},
              "email": "bob@example.com", "payment_methods": {}, "orders": []}}
            """)!.AsObject(),
        Orders = JsonNode.Parse("""
            {"#W0000001": {"order_id": "#W0000001", "user_id": "ann_li_1111", "address": {"zip": "80201"},
              "items": [{"name": "Lamp", "product_id": "1000000001", "item_id": "2000000001", "price": 10.5, "options": {"color": "red"}}],
              "fulfillments": [], "status": "pending",
              "payment_history": [{"transaction_type": "payment", "amount": 10.5, "payment_method_id": "gift_card_1"}]},
             "#W0000002": {"order_id": "#W0000002", "user_id": "ann_li_1111", "address": {"zip": "80201"},
              "items": [{"name": "Lamp", "product_id": "1000000001", "item_id": "2000000002", "price": 12.25, "options": {"color": "blue"}}],
              "fulfillments": [], "status": "delivered",
              "payment_history": [{"transaction_type": "payment", "amount": 12.25, "payment_method_id": "paypal_1"}]}}
            """)!.AsObject(),
    };

    public async Task<ISandboxSession> OpenAsync() => await Client.OpenAsync("retail", "shop", default);

    public static async Task<ToolResult> CallAsync(ISandboxSession session, string tool, string arguments)
    {
        using var document = JsonDocument.Parse(arguments);
        return await session.CallAsync(new ToolCall { Name = tool, Arguments = document.RootElement }, default);
    }

    public void Dispose()
    {
        Client.Dispose();
        _folder.Dispose();
    }
}
