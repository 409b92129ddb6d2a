using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Retail.Tools;

/// <summary>Requests the return of delivered items; the refund is not booked yet.</summary>
internal static class ReturnDeliveredOrderItems
{
    public static ToolOutput Invoke(ToolInvocation call)
    {
        if (call.Data.Read(RetailTables.Orders, call.Key("order_id")) is not { } order)
        {
            return call.Fail("order not found");
        }

        if (order.Text("status") != "delivered")
        {
            return call.Fail("non-delivered order cannot be returned");
        }

        var wallet = Wallet.Read(call, order);
        if (call.Key("payment_method_id") is not { } method || !wallet.Has(method))
        {
            return call.Fail("payment method not found");
        }

        if (!wallet.IsGiftCard(method) && order.List("payment_history").Maps().First().Text("payment_method_id") != method)
        {
            return call.Fail(
                "payment method should be either the original payment method or a gift card",
                "Payment method should be the original payment method");
        }

        return Request(call, order, call.List("item_ids"), method);
    }

    private static ToolOutput Request(ToolInvocation call, JsonMap order, JsonList itemIds, string method)
    {
        if (ItemPairs.FirstMissing(order, itemIds) is not null)
        {
            return call.Fail("some item not found");
        }

        order["status"] = "return requested";
        order["return_items"] = ItemPairs.Sorted(itemIds);
        order["return_payment_method_id"] = method;
        return new ToolOutput(call.Data.Write(RetailTables.Orders, order.Text("order_id"), order));
    }
}
