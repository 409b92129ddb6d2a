using System.Text.Json;
using Tarl.Contracts.Episodes;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.RolloutWorker.Agents.Demonstrator;

/// <summary>
/// A demonstrator's words: short, and before a write every argument in the order in which the call will name it, so that a policy
/// can copy the call from its own question and a judge can check what the user has confirmed.
/// </summary>
internal sealed class DemonstratorPhrases(SeededRandom random)
{
    private static readonly string[] AddressParts = ["address1", "address2", "city", "state", "country", "zip"];

    public static string AskIdentity() => "What is your email, or your name and zip code?";

    public static string AskOrderId() => "What is the order id?";

    public static string AskReason() => "What is the reason?";

    public static string AskPayment() => "What is the payment method?";

    public static string AskAddress() => "What is the new address?";

    public static string NotFound(ToolCall call) => call.Name == "get_order_details"
        ? $"I cannot find order {Text(call, "order_id")}. What is the right order id?"
        : "I cannot find this email. What is your name and zip code?";

    public string Confirm(ToolCall write) => Announce(write) + random.Pick([" Do you confirm? (yes/no)", " Is that right? (yes/no)"]);

    public static string LeftAsIs() => "OK, nothing is changed.";

    public static string Failed() => "I cannot do that.";

    public static string Report(ToolCall write) => write.Name switch
    {
        "cancel_pending_order" => "Done, the order is cancelled.",
        "return_delivered_order_items" => "Done, the return is requested.",
        "exchange_delivered_order_items" => "Done, the exchange is requested.",
        "modify_pending_order_items" => "Done, the items are changed.",
        "modify_pending_order_payment" => "Done, the payment is changed.",
        _ => "Done, the address is changed.",
    };

    private static string Announce(ToolCall write) => write.Name switch
    {
        "cancel_pending_order" => $"I will cancel order {Text(write, "order_id")}, reason: {Text(write, "reason")}.",
        "return_delivered_order_items" =>
            $"I will return items of order {Text(write, "order_id")}: {Ids(write, "item_ids")}, refund to {Text(write, "payment_method_id")}.",
        "exchange_delivered_order_items" => Swap(write, "exchange"),
        "modify_pending_order_items" => Swap(write, "modify"),
        "modify_pending_order_address" => $"I will change the address of order {Text(write, "order_id")} to {Address(write)}.",
        "modify_user_address" => $"I will change the address of {Text(write, "user_id")} to {Address(write)}.",
        "modify_pending_order_payment" => $"I will change the payment of order {Text(write, "order_id")} to {Text(write, "payment_method_id")}.",
        _ => throw new InvalidOperationException($"A demonstrator has no words for the tool '{write.Name}'."),
    };

    private static string Swap(ToolCall write, string verb) =>
        $"I will {verb} items of order {Text(write, "order_id")}: {Ids(write, "item_ids")} for {Ids(write, "new_item_ids")}, payment {Text(write, "payment_method_id")}.";

    private static string Address(ToolCall write) =>
        string.Join(", ", AddressParts.Select(part => Text(write, part)).Where(part => part.Length > 0));

    private static string Ids(ToolCall write, string argument) =>
        string.Join(", ", write.Arguments.GetProperty(argument).EnumerateArray().Select(id => id.GetString()));

    private static string Text(ToolCall call, string argument) => call.Arguments.GetProperty(argument).GetString()!;
}
