using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tarl.Contracts.Episodes;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.RolloutWorker.Agents.Demonstrator;

/// <summary>
/// Replaces one detail of a write by another that the agent has seen, as a careless agent would: never by an invented id, which
/// would teach a policy to invent.
/// </summary>
internal static partial class WrongDetail
{
    /// <returns>Null if the agent has seen nothing that could be mistaken for the right detail.</returns>
    public static ToolCall? Of(ToolCall write, Memory memory, SeededRandom random) => write.Name switch
    {
        "cancel_pending_order" => With(write, "reason", OtherReason(write)),
        "return_delivered_order_items" => WithItem(write, OtherItems(write, memory), random),
        "exchange_delivered_order_items" or "modify_pending_order_items" => WithVariant(write, memory, random),
        "modify_pending_order_payment" => WithMethod(write, OtherMethods(write, memory), random),
        "modify_pending_order_address" or "modify_user_address" => WithOldPart(write, memory, random),
        _ => null,
    };

    /// <summary>A worked sum with a slip in its last step: result and answer one too large. Any other answer stays as it is.</summary>
    public static string OfAnswer(string answer) =>
        LastStep().Replace(answer, match => match.Groups[1].Value + OneMore(match.Groups[2].Value) + match.Groups[3].Value + OneMore(match.Groups[2].Value));

    [GeneratedRegex(@"( = )(\d{1,4})(\. The answer is )\2(?=\.$)")]
    private static partial Regex LastStep();

    private static string OneMore(string number) => (int.Parse(number, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);

    private static string OtherReason(ToolCall write) =>
        write.Arguments.GetProperty("reason").GetString() == "no longer needed" ? "ordered by mistake" : "no longer needed";

    private static List<string> OtherItems(ToolCall write, Memory memory)
    {
        var chosen = Strings(write.Arguments.GetProperty("item_ids"));
        return memory.Document("get_order_details", "order_id", write.Arguments.GetProperty("order_id").GetString()) is { } order
            ? [.. order.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("item_id").GetString()!).Except(chosen)]
            : [];
    }

    private static List<string> OtherMethods(ToolCall write, Memory memory)
    {
        var order = memory.Document("get_order_details", "order_id", write.Arguments.GetProperty("order_id").GetString());
        var current = order?.GetProperty("payment_history")[0].GetProperty("payment_method_id").GetString();
        var chosen = write.Arguments.GetProperty("payment_method_id").GetString();
        return memory.Document("get_user_details", "user_id") is { } user
            ? [.. user.GetProperty("payment_methods").EnumerateObject().Select(method => method.Name).Where(id => id != current && id != chosen)]
            : [];
    }

    private static ToolCall? WithVariant(ToolCall write, Memory memory, SeededRandom random)
    {
        var current = Strings(write.Arguments.GetProperty("item_ids"));
        var wanted = Strings(write.Arguments.GetProperty("new_item_ids"));
        if (memory.Document("get_product_details", "product_id") is not { } product) return null;
        var variants = product.GetProperty("variants").EnumerateObject().Where(variant => variant.Value.GetProperty("available").GetBoolean());
        var ids = variants.Select(variant => variant.Name).ToList();
        var mistakable = ids.Except(current).Except(wanted).ToList();
        if (mistakable.Count == 0 || !ids.Contains(wanted[^1])) return null;
        return With(write, "new_item_ids", List([.. wanted[..^1], random.Pick(mistakable)]));
    }

    private static ToolCall? WithItem(ToolCall write, List<string> others, SeededRandom random) =>
        others.Count == 0 ? null : With(write, "item_ids", List([.. Strings(write.Arguments.GetProperty("item_ids"))[..^1], random.Pick(others)]));

    private static ToolCall? WithMethod(ToolCall write, List<string> others, SeededRandom random) =>
        others.Count == 0 ? null : With(write, "payment_method_id", random.Pick(others));

    // One part of the address stays as it was; where the old one is not known, the second line is forgotten.
    private static ToolCall? WithOldPart(ToolCall write, Memory memory, SeededRandom random)
    {
        var part = random.Pick(["address1", "address2", "zip"]);
        var document = write.Arguments.TryGetProperty("order_id", out var id)
            ? memory.Document("get_order_details", "order_id", id.GetString())
            : memory.Document("get_user_details", "user_id");
        var old = document?.GetProperty("address").GetProperty(part).GetString();
        return old is null || old == write.Arguments.GetProperty(part).GetString() ? With(write, "address2", "") : With(write, part, old);
    }

    private static List<string> Strings(JsonElement array) => [.. array.EnumerateArray().Select(id => id.GetString()!)];

    private static JsonArray List(IEnumerable<string> ids) => [.. ids.Select(id => JsonValue.Create(id))];

    private static ToolCall With(ToolCall write, string argument, JsonNode value)
    {
        var arguments = JsonObject.Create(write.Arguments)!;
        arguments[argument] = value;
        return write with { Arguments = JsonSerializer.SerializeToElement(arguments) };
    }
}
