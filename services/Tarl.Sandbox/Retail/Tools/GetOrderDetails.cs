using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Retail.Tools;

/// <summary>An order, by its id with the '#'.</summary>
internal static class GetOrderDetails
{
    public static ToolOutput Invoke(ToolInvocation call) =>
        call.Data.ReadText(RetailTables.Orders, call.Key("order_id")) is { } text ? new ToolOutput(text) : call.Fail("order not found");
}
