using Tarl.Sandbox.Documents;
using Tarl.Sandbox.GenerateData;
using Tarl.Sandbox.Retail.Tools;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Retail.GenerateData;

/// <summary>Makes orders: different products each, paid in full with one of the user's methods, in a status with all that belongs to it.</summary>
internal sealed class OrderGenerator(RetailDataOptions options, JsonMap products, SeededRandom random, SeededRandom addresses)
{
    private readonly UniqueDigits _ids = new(random);
    private readonly IReadOnlyList<JsonMap> _products = [.. products.Values.Cast<JsonMap>()];

    public JsonMap Next(string userId, JsonMap user)
    {
        var items = Items();
        var status = Status();
        var method = random.Pick([.. user.Map("payment_methods").Keys]);
        return new JsonMap
        {
            ["order_id"] = _ids.Draw("#W", 7),
            ["user_id"] = userId,
            ["address"] = random.Chance(options.OtherAddressShare) ? AddressGenerator.Next(addresses) : user.Map("address"),
            ["items"] = items,
            ["fulfillments"] = status is "delivered" or "processed" ? Fulfilments(items) : new JsonList(),
            ["status"] = status,
            ["payment_history"] = Payments(items, status, method),
        };
    }

    // The shares of τ-bench's 1000 orders, rounded.
    private string Status() => random.NextDouble() switch
    {
        < 0.42 => "pending",
        < 0.80 => "delivered",
        < 0.90 => "processed",
        _ => "cancelled",
    };

    private JsonList Items()
    {
        var chosen = new List<JsonMap>(_products);
        random.Shuffle(chosen);
        return new JsonList(chosen.Take(FewRatherThanMany.Draw(random, options.MaxItems)).Select(Item));
    }

    private JsonMap Item(JsonMap product)
    {
        var variant = (JsonMap)random.Pick([.. product.Map("variants").Values])!;
        return new JsonMap
        {
            ["name"] = product["name"],
            ["product_id"] = product["product_id"],
            ["item_id"] = variant["item_id"],
            ["price"] = variant["price"],
            ["options"] = variant["options"],
        };
    }

    private JsonList Fulfilments(JsonList items) => new(
    [
        new JsonMap
        {
            ["tracking_id"] = new JsonList([_ids.Draw("", 12)]),
            ["item_ids"] = new JsonList(items.Maps().Select(item => item["item_id"])),
        },
    ]);

    private static JsonList Payments(JsonList items, string status, string method)
    {
        var amount = PythonFloat.Round2(items.Maps().Sum(item => (double)item["price"]!));
        var history = new JsonList([OrderPayment.Entry("payment", amount, method)]);
        if (status == "cancelled")
        {
            history.Add(OrderPayment.Entry("refund", amount, method));
        }

        return history;
    }
}
