using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Retail.Tools;

/// <summary>Requests an exchange of delivered items for other variants; nothing is charged yet.</summary>
internal static class ExchangeDeliveredOrderItems
{
    public static ToolOutput Invoke(ToolInvocation call)
    {
        if (call.Data.Read(RetailTables.Orders, call.Key("order_id")) is not { } order)
        {
            return call.Fail("order not found");
        }

        if (order.Text("status") != "delivered")
        {
            return call.Fail("non-delivered order cannot be exchanged");
        }

        var (oldIds, newIds) = (call.List("item_ids"), call.List("new_item_ids"));
        if (ItemPairs.FirstMissing(order, oldIds) is { } missing)
        {
            return call.Fail($"{missing} not found", $"Number of {missing} not found.");
        }

        if (oldIds.Count != newIds.Count)
        {
            return call.Fail("the number of items to be exchanged should match", "The number of items to be exchanged should match.");
        }

        var (difference, refusal) = ItemPairs.Price(call, order, oldIds, newIds, mustDiffer: false);
        return refusal ?? Request(call, order, oldIds, newIds, PythonNumber.Round2(difference));
    }

    private static ToolOutput Request(ToolInvocation call, JsonMap order, JsonList oldIds, JsonList newIds, object difference)
    {
        var wallet = Wallet.Read(call, order);
        if (call.Key("payment_method_id") is not { } method || !wallet.Has(method))
        {
            return call.Fail("payment method not found");
        }

        if (!wallet.Covers(method, difference))
        {
            return call.Fail("insufficient gift card balance to pay for the price difference");
        }

        // Both lists are sorted on their own, so the pairing is lost, as in the benchmark.
        order["status"] = "exchange requested";
        order["exchange_items"] = ItemPairs.Sorted(oldIds);
        order["exchange_new_items"] = ItemPairs.Sorted(newIds);
        order["exchange_payment_method_id"] = method;
        order["exchange_price_difference"] = difference;
        return new ToolOutput(call.Data.Write(RetailTables.Orders, order.Text("order_id"), order));
    }
}
