using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Retail.Tools;

/// <summary>Replaces the shipping address of a pending order.</summary>
internal static class ModifyPendingOrderAddress
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

        order["address"] = PostalAddress.Read(call);
        return new ToolOutput(call.Data.Write(RetailTables.Orders, order.Text("order_id"), order));
    }
}
