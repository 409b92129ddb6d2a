using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Retail.Tools;

/// <summary>Moves a pending order's single payment to another method of its user.</summary>
internal static class ModifyPendingOrderPayment
{
    public static ToolOutput Invoke(ToolInvocation call)
    {
        if (call.Data.Read(RetailTables.Orders, call.Key("order_id")) is not { } order)
        {
            return call.Fail("order not found");
        }

        if (!OrderStatus.IsPending(call, order))
        {
            return call.Fail("non-pending order cannot be modified");
        }

        var wallet = Wallet.Read(call, order);
        var history = order.List("payment_history");
        var method = call.Key("payment_method_id");
        return Refusal(call, wallet, history, method) ?? Pay(call, wallet, order, method!);
    }

    private static ToolOutput? Refusal(ToolInvocation call, Wallet wallet, JsonList history, string? method)
    {
        if (!wallet.Has(method))
        {
            return call.Fail("payment method not found");
        }

        var first = history.Maps().FirstOrDefault();
        if (history.Count > 1 || first?.Text("transaction_type") != "payment")
        {
            return call.Fail("there should be exactly one payment for a pending order");
        }

        if (first.Text("payment_method_id") == method)
        {
            return call.Fail("the new payment method should be different from the current one");
        }

        return wallet.Covers(method!, first["amount"]) ? null : call.Fail("insufficient gift card balance to pay for the order");
    }

    private static ToolOutput Pay(ToolInvocation call, Wallet wallet, JsonMap order, string method)
    {
        var history = order.List("payment_history");
        var old = history.Maps().First();
        history.Add(OrderPayment.Entry("payment", old["amount"], method));
        history.Add(OrderPayment.Entry("refund", old["amount"], old.Text("payment_method_id")));
        if (wallet.HasGiftCard(method))
        {
            wallet.Charge(method, old["amount"]);
        }

        if (wallet.IsGiftCard(old.Text("payment_method_id")))
        {
            wallet.Credit(old.Text("payment_method_id"), old["amount"]);
        }

        return new ToolOutput(call.Data.Write(RetailTables.Orders, order.Text("order_id"), order));
    }
}
