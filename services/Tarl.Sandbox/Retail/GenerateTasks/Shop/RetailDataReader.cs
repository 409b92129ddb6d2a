using System.Globalization;
using System.Text.Json.Nodes;

namespace Tarl.Sandbox.Retail.GenerateTasks.Shop;

/// <summary>Reads τ-bench's documents into the few fields that tasks are made from.</summary>
internal static class RetailDataReader
{
    public static Shopfront Read(RetailData data)
    {
        var nameCounts = data.Users.Select(user => NameAndZip(user.Value!)).CountBy(key => key).ToDictionary();
        return new Shopfront
        {
            Customers = [.. data.Users.Select(user => ReadCustomer(user.Key, user.Value!, data.Orders, nameCounts))],
            Products = data.Products.ToDictionary(product => product.Key, product => ReadVariants(product.Value!)),
            OrderIds = data.Orders.Select(order => order.Key).ToHashSet(),
            Emails = data.Users.Select(user => Text(user.Value!, "email").ToLowerInvariant()).ToHashSet(),
        };
    }

    private static Customer ReadCustomer(string id, JsonNode user, JsonObject orders, Dictionary<string, int> nameCounts)
    {
        var methods = user["payment_methods"]!.AsObject().Select(method => ReadMethod(method.Key, method.Value!)).ToList();
        var ownOrders = user["orders"]!.AsArray().Select(order => order!.GetValue<string>()).Where(orders.ContainsKey).Distinct();
        return new Customer(
            id,
            Text(user["name"]!, "first_name"),
            Text(user["name"]!, "last_name"),
            Text(user, "email"),
            ReadAddress(user["address"]!),
            methods,
            [.. ownOrders.Select(order => ReadOrder(order, orders[order]!))],
            nameCounts[NameAndZip(user)] == 1);
    }

    private static PaymentMethod ReadMethod(string id, JsonNode method) =>
        new(id, Text(method, "source"), method["balance"] is { } balance ? Number(balance) : 0);

    private static Address ReadAddress(JsonNode address) => new(
        Text(address, "address1"), Text(address, "address2"), Text(address, "city"), Text(address, "state"), Text(address, "country"), Text(address, "zip"));

    private static Order ReadOrder(string id, JsonNode order)
    {
        var payment = order["payment_history"]![0]!;
        return new Order(
            id,
            Text(order, "status"),
            [.. order["items"]!.AsArray().Select(item => ReadItem(item!))],
            Text(payment, "payment_method_id"),
            Number(payment["amount"]!),
            Printed(payment["amount"]!));
    }

    private static OrderItem ReadItem(JsonNode item) =>
        new(Text(item, "name"), Text(item, "product_id"), Text(item, "item_id"), Number(item["price"]!), Printed(item["price"]!));

    private static IReadOnlyList<Variant> ReadVariants(JsonNode product) =>
        [.. product["variants"]!.AsObject().Select(variant => ReadVariant(variant.Key, variant.Value!))];

    private static Variant ReadVariant(string id, JsonNode variant)
    {
        var options = variant["options"]!.AsObject().Select(option => $"{option.Key} {option.Value!.GetValue<string>()}");
        return new Variant(id, string.Join(", ", options), variant["available"]!.GetValue<bool>(), Number(variant["price"]!));
    }

    private static string NameAndZip(JsonNode user) =>
        string.Join('|', Text(user["name"]!, "first_name"), Text(user["name"]!, "last_name"), Text(user["address"]!, "zip")).ToUpperInvariant();

    private static string Text(JsonNode node, string key) => node[key]!.GetValue<string>();

    // Through the text: a number may have been parsed or made in memory, as an integer or not.
    private static double Number(JsonNode node) => double.Parse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    // As Python prints a float; amounts lie between 1e-4 and 1e16.
    private static string Printed(JsonNode node)
    {
        var text = Number(node).ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('.') ? text : text + ".0";
    }
}
