using System.Text.Json;
using Tarl.Contracts.Episodes;

namespace Tarl.RolloutWorker.Agents.Demonstrator;

/// <summary>What a demonstrator must have heard from the user before it may make a call.</summary>
internal static class Needs
{
    private static readonly string[] PaymentWords = ["original", "gift card", "paypal", "credit card", "gift_card", "credit_card"];

    /// <returns>The question to ask first; null if nothing is missing.</returns>
    public static string? Missing(ToolCall call, Memory memory) => call.Name switch
    {
        "find_user_id_by_email" => memory.Heard(Text(call, "email")) ? null : DemonstratorPhrases.AskIdentity(),
        "find_user_id_by_name_zip" => memory.Heard(Text(call, "last_name")) && memory.Heard(Text(call, "zip")) ? null : DemonstratorPhrases.AskIdentity(),
        "get_order_details" => memory.Heard(Text(call, "order_id")) ? null : DemonstratorPhrases.AskOrderId(),
        _ => null,
    };

    /// <summary>The same for a write, and for reading the profile on its behalf: reason, payment method, address.</summary>
    public static string? MissingFor(ToolCall write, Memory memory)
    {
        if (Has(write, "reason") && !memory.HeardForGoal("reason")) return DemonstratorPhrases.AskReason();
        if (Has(write, "payment_method_id") && !PaymentWords.Any(memory.HeardForGoal)) return DemonstratorPhrases.AskPayment();
        return Has(write, "address1") && !memory.HeardForGoal(Text(write, "address1")) ? DemonstratorPhrases.AskAddress() : null;
    }

    private static bool Has(ToolCall call, string argument) => call.Arguments.TryGetProperty(argument, out _);

    private static string Text(ToolCall call, string argument) =>
        call.Arguments.TryGetProperty(argument, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
