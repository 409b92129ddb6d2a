using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.Import;
using Tarl.Sandbox.Sessions;
using Tarl.Sandbox.Tests.Airline;
using Tarl.Sandbox.Tests.Sessions;

namespace Tarl.Sandbox.Tests;

/// <summary>
/// Both benchmark domains in both versions on data that fits on a screen: data sets called <c>retail-v1</c> to <c>airline-v2</c>, and for every
/// tool a call that succeeds, in an order in which all do.
/// </summary>
internal sealed class SmallWorld : IDisposable
{
    private const string RetailCalls = """
        [{"name": "calculate", "arguments": {"expression": "64 + 0.5"}},
         {"name": "find_user_id_by_email", "arguments": {"email": "bob@example.com"}},
         {"name": "find_user_id_by_name_zip", "arguments": {"first_name": "Bob", "last_name": "Ito", "zip": "78701"}},
         {"name": "get_item_details", "arguments": {"item_id": "2000000001"}},
         {"name": "get_order_details", "arguments": {"order_id": "#W0000002"}},
         {"name": "get_product_details", "arguments": {"product_id": "1000000001"}},
         {"name": "get_user_details", "arguments": {"user_id": "ann_li_1111"}},
         {"name": "list_all_product_types", "arguments": {}},
         {"name": "cancel_pending_order", "arguments": {"order_id": "#W0000003", "reason": "no longer needed"}},
         {"name": "modify_pending_order_address", "arguments": {"order_id": "#W0000001", "address1": "a", "address2": "", "city": "c", "state": "s", "country": "x", "zip": "1"}},
         {"name": "modify_pending_order_payment", "arguments": {"order_id": "#W0000001", "payment_method_id": "paypal_1"}},
         {"name": "modify_pending_order_items", "arguments": {"order_id": "#W0000001", "item_ids": ["2000000001"], "new_item_ids": ["2000000002"], "payment_method_id": "paypal_1"}},
         {"name": "exchange_delivered_order_items", "arguments": {"order_id": "#W0000002", "item_ids": ["2000000002"], "new_item_ids": ["2000000001"], "payment_method_id": "paypal_1"}},
         {"name": "return_delivered_order_items", "arguments": {"order_id": "#W0000004", "item_ids": ["2000000002"], "payment_method_id": "paypal_1"}},
         {"name": "modify_user_address", "arguments": {"user_id": "bob_ito_2222", "address1": "é", "address2": "", "city": "c", "state": "s", "country": "x", "zip": "1"}},
         {"name": "think", "arguments": {"thought": "x"}},
         {"name": "transfer_to_human_agents", "arguments": {"summary": "x"}}]
        """;

    private const string AirlineCalls = """
        [{"name": "calculate", "arguments": {"expression": "(2 + 3) * 4"}},
         {"name": "get_flight_status", "arguments": {"flight_number": "HAT001", "date": "2024-05-20"}},
         {"name": "get_reservation_details", "arguments": {"reservation_id": "AAAAAA"}},
         {"name": "get_user_details", "arguments": {"user_id": "ann_li_1"}},
         {"name": "list_all_airports", "arguments": {}},
         {"name": "search_direct_flight", "arguments": {"origin": "SFO", "destination": "JFK", "date": "2024-05-20"}},
         {"name": "search_onestop_flight", "arguments": {"origin": "SFO", "destination": "BOS", "date": "2024-05-20"}},
         {"name": "send_certificate", "arguments": {"user_id": "ann_li_1", "amount": 50}},
         {"name": "book_reservation", "arguments": {"user_id": "ann_li_1", "origin": "SFO", "destination": "JFK", "flight_type": "one_way", "cabin": "economy",
           "flights": [{"flight_number": "HAT001", "date": "2024-05-20"}], "passengers": [{"first_name": "Ann", "last_name": "Li", "dob": "1990-01-01"}],
           "payment_methods": [{"payment_id": "certificate_1", "amount": 180}], "total_baggages": 1, "nonfree_baggages": 1, "insurance": "yes"}},
         {"name": "update_reservation_baggages", "arguments": {"reservation_id": "AAAAAA", "total_baggages": 2, "nonfree_baggages": 1, "payment_id": "gift_card_1"}},
         {"name": "update_reservation_flights", "arguments": {"reservation_id": "AAAAAA", "cabin": "business", "flights": [{"flight_number": "HAT001", "date": "2024-05-20"}], "payment_id": "gift_card_1"}},
         {"name": "update_reservation_passengers", "arguments": {"reservation_id": "AAAAAA", "passengers": [{"first_name": "Bo", "last_name": "Li", "dob": "1991-01-01"}]}},
         {"name": "cancel_reservation", "arguments": {"reservation_id": "AAAAAA"}},
         {"name": "think", "arguments": {"thought": "x"}},
         {"name": "transfer_to_human_agents", "arguments": {"summary": "x"}}]
        """;

    private readonly TemporaryFolder _folder = new();

    public SmallWorld()
    {
        foreach (var version in new[] { "v1", "v2" })
        {
            WriteRetail(version);
            SmallAirline.WriteDataSet(_folder, version, $"airline-{version}.db");
        }

        Client = new SandboxClient(Options.Create(new SandboxOptions { DataFolder = Folder, ConnectionsPerDataSet = 1 }));
    }

    public SandboxClient Client { get; }

    public string Folder => _folder.Path;

    /// <summary>Domain and version of every data set.</summary>
    public static TheoryData<string, string> Domains => new() { { "retail", "v1" }, { "retail", "v2" }, { "airline", "v1" }, { "airline", "v2" } };

    public SandboxSession Open(string domain, string version) => Client.Open(domain, $"{domain}-{version}");

    /// <summary>One call for each of the session's tools.</summary>
    public static IReadOnlyList<ToolCall> ValidCalls(SandboxSession session)
    {
        var calls = JsonSerializer.Deserialize<List<ToolCall>>(session.Domain.Name == "retail" ? RetailCalls : AirlineCalls, JsonSerializerOptions.Web)!;
        return [.. calls.Where(call => session.Tools.Any(tool => tool.Name == call.Name))];
    }

    /// <summary>The name of a new file in the world's folder.</summary>
    public string File(string name) => _folder.File(name);

    public void Dispose()
    {
        Client.Dispose();
        _folder.Dispose();
    }

    private void WriteRetail(string version)
    {
        var shop = RetailShop.Data();
        AddCopy(shop.Orders, "#W0000001", "#W0000003");
        AddCopy(shop.Orders, "#W0000002", "#W0000004");
        var source = Directory.CreateDirectory(_folder.File($"retail-{version}")).FullName;
        if (version == "v1")
        {
            System.IO.File.WriteAllText(Path.Combine(source, "products.json"), shop.Products.ToJsonString());
            System.IO.File.WriteAllText(Path.Combine(source, "users.json"), shop.Users.ToJsonString());
            System.IO.File.WriteAllText(Path.Combine(source, "orders.json"), shop.Orders.ToJsonString());
        }
        else
        {
            var database = new JsonObject { ["products"] = shop.Products, ["users"] = shop.Users, ["orders"] = shop.Orders };
            System.IO.File.WriteAllText(Path.Combine(source, "db.json"), database.ToJsonString());
        }

        Assert.Equal(version, TauBenchImport.ImportDatabase(source, "retail", _folder.File($"retail-{version}.db")));
    }

    private static void AddCopy(JsonObject orders, string id, string copyId)
    {
        var copy = orders[id]!.DeepClone();
        copy["order_id"] = copyId;
        orders[copyId] = copy;
    }
}
