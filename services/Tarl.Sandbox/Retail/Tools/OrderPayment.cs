using Tarl.Sandbox.Documents;

namespace Tarl.Sandbox.Retail.Tools;

/// <summary>One entry of an order's payment history.</summary>
internal static class OrderPayment
{
    public static JsonMap Entry(string kind, object? amount, string method) => new()
    {
        ["transaction_type"] = kind,
        ["amount"] = amount,
        ["payment_method_id"] = method,
    };
}
