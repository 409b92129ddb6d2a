using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Retail.Tools;

/// <summary>Changes items of a pending order to other variants of the same products; works once per order.</summary>
internal static class ModifyPendingOrderItems
{
    public static ToolOutput Invoke(ToolInvocation call)
    {
        if (call.Data.Read(RetailTables.Orders, call.Key("order_id")) is not { } order)
        {
            return call.Fail("order not found");
        }

        if (order.Text("status") != "pending")
        {
            return call.Fail("non-pending order cannot be modified");
        }

        var (oldIds, newIds) = (call.List("item_ids"), call.List("new_item_ids"));
        if (ItemPairs.FirstMissing(order, oldIds) is { } missing)
        {
            return call.Fail($"{missing} not found");
        }

        if (oldIds.Count != newIds.Count)
        {
            return call.Fail("the number of items to be exchanged should match");
        }

        var (difference, refusal) = ItemPairs.Price(call, order, oldIds, newIds, mustDiffer: true);
        return refusal ?? Pay(call, order, difference) ?? Modify(call, order, oldIds, newIds);
    }

    private static ToolOutput? Pay(ToolInvocation call, JsonMap order, object? difference)
    {
        var wallet = Wallet.Read(call, order);
        if (call.Key("payment_method_id") is not { } method || !wallet.Has(method))
        {
            return call.Fail("payment method not found");
        }

        if (!wallet.Covers(method, difference))
        {
            return call.Fail("insufficient gift card balance to pay for the new item");
        }

        // The recorded amount keeps the unrounded difference, as in the benchmark; v2 makes it a float.
        var kind = PythonNumber.Compare(difference, PythonNumber.Zero) > 0 ? "payment" : "refund";
        var amount = PythonNumber.Add(PythonNumber.Abs(difference), call.IsV1 ? PythonNumber.Zero : 0.0);
        order.List("payment_history").Add(OrderPayment.Entry(kind, amount, method));
        if (wallet.HasGiftCard(method))
        {
            wallet.Charge(method, difference);
        }

        return null;
    }

    private static ToolOutput Modify(ToolInvocation call, JsonMap order, JsonList oldIds, JsonList newIds)
    {
        // v2 prices every changed item as the last pair's variant; found before the items change.
        var last = call.IsV1 || newIds.Count == 0 ? null : ItemPairs.Variant(call, ItemPairs.Item(order, oldIds[^1]), newIds[^1]);
        for (var i = 0; i < oldIds.Count; i++)
        {
            var item = ItemPairs.Item(order, oldIds[i]);
            var variant = last ?? ItemPairs.Variant(call, item, newIds[i])!;
            item["item_id"] = newIds[i];
            item["price"] = variant["price"];
            item["options"] = variant["options"];
        }

        order["status"] = "pending (item modified)";
        return new ToolOutput(call.Data.Write(RetailTables.Orders, order.Text("order_id"), order));
    }
}
