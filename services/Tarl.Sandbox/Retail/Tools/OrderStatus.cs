using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Retail.Tools;

/// <summary>What the versions take for pending when an address or a payment is to change.</summary>
internal static class OrderStatus
{
    /// <summary>v1: exactly <c>pending</c>. v2: also <c>pending (item modified)</c>.</summary>
    public static bool IsPending(ToolInvocation call, JsonMap order) => call.IsV1
        ? order.Text("status") == "pending"
        : order.Text("status").Contains("pending", StringComparison.Ordinal);
}
