using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Retail.Tools;

/// <summary>Cancels a pending order and refunds every entry of its payment history.</summary>
internal static class CancelPendingOrder
{
    public static ToolOutput Invoke(ToolInvocation call)
    {
        if (call.Data.Read(RetailTables.Orders, call.Key("order_id")) is not { } order)
        {
            return call.Fail("order not found");
        }

        if (order.Text("status") != "pending")
        {
            return call.Fail("non-pending order cannot be cancelled");
        }

        if (call["reason"] is not ("no longer needed" or "ordered by mistake"))
        {
            return call.Fail("invalid reason");
        }

        var refunds = order.List("payment_history").Maps().Select(entry => Refund(call, order, entry)).ToList();
        order["status"] = "cancelled";
        order["cancel_reason"] = call["reason"];
        order.List("payment_history").AddRange(refunds);
        return new ToolOutput(call.Data.Write(RetailTables.Orders, order.Text("order_id"), order));
    }

    private static JsonMap Refund(ToolInvocation call, JsonMap order, JsonMap entry)
    {
        var method = entry.Text("payment_method_id");
        var wallet = Wallet.Read(call, order);
        if (wallet.IsGiftCard(method))
        {
            wallet.Credit(method, entry["amount"]);
        }

        return OrderPayment.Entry("refund", entry["amount"], method);
    }
}
