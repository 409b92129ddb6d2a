using System.Text.Json;
using Tarl.Contracts.Episodes;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.RolloutWorker.Agents.Demonstrator.Domains;

/// <summary>Orders of a shop.</summary>
internal sealed class RetailSkills : IDomainSkills
{
    /// <summary>In the words of a user who knows no order id: the order is to be found among the user's.</summary>
    private const string OrderByItem = "the order with the";

    private const string AskIdentity = "What is your email, or your name and zip code?";

    private static readonly string[] PaymentWords = ["original", "gift card", "paypal", "credit card", "gift_card", "credit_card"];
    private static readonly string[] AddressParts = ["address1", "address2", "city", "state", "country", "zip"];

    public string? MissingForRead(ToolCall read, ToolCall? write, Memory memory) => read.Name switch
    {
        "find_user_id_by_email" => memory.Heard(read.Text("email")) ? null : AskIdentity,
        "find_user_id_by_name_zip" => memory.Heard(read.Text("last_name")) && memory.Heard(read.Text("zip")) ? null : AskIdentity,
        "get_order_details" => memory.Heard(read.Text("order_id")) || memory.HeardForGoal(OrderByItem) ? null : "What is the order id?",

        // The profile is read for the payment methods in it.
        "get_user_details" when write is not null => MissingForWrite(write, memory),
        _ => null,
    };

    /// <summary>Reason, payment method, address.</summary>
    public string? MissingForWrite(ToolCall write, Memory memory)
    {
        if (write.Has("reason") && !memory.HeardForGoal("reason")) return "What is the reason?";
        if (write.Has("payment_method_id") && !PaymentWords.Any(memory.HeardForGoal)) return "What is the payment method?";
        return write.Has("address1") && !memory.HeardForGoal(write.Text("address1")) ? "What is the new address?" : null;
    }

    public string NotFound(ToolCall read) => read.Name == "get_order_details"
        ? $"I cannot find order {read.Text("order_id")}. What is the right order id?"
        : "I cannot find this email. What is your name and zip code?";

    public string? Think(ToolCall call, Memory memory) => call.Name switch
    {
        "get_product_details" => Items(memory).Where(item => item.Text("product_id") == call.Text("product_id")).Select(item => Quote(item, "name", "item_id")).FirstOrDefault(),
        "return_delivered_order_items" => Lines([.. call.Texts("item_ids").Select(id => Item(id, memory)), Method(call, memory)]),
        "exchange_delivered_order_items" or "modify_pending_order_items" => Lines(
            [.. call.Texts("item_ids").Zip(call.Texts("new_item_ids")).SelectMany(swap => new[] { Variant(swap.Second, memory), Item(swap.First, memory) }), Method(call, memory)]),
        "modify_pending_order_payment" => Method(call, memory),
        _ => null,
    };

    public string Announce(ToolCall write) => write.Name switch
    {
        "cancel_pending_order" => $"I will cancel order {write.Text("order_id")}, reason: {write.Text("reason")}.",
        "return_delivered_order_items" =>
            $"I will return items of order {write.Text("order_id")}: {Ids(write, "item_ids")}, refund to {write.Text("payment_method_id")}.",
        "exchange_delivered_order_items" => Swap(write, "exchange"),
        "modify_pending_order_items" => Swap(write, "modify"),
        "modify_pending_order_address" => $"I will change the address of order {write.Text("order_id")} to {Address(write)}.",
        "modify_user_address" => $"I will change the address of {write.Text("user_id")} to {Address(write)}.",
        "modify_pending_order_payment" => $"I will change the payment of order {write.Text("order_id")} to {write.Text("payment_method_id")}.",
        _ => throw new InvalidOperationException($"A demonstrator has no words for the tool '{write.Name}'."),
    };

    public string Report(ToolCall write) => write.Name switch
    {
        "cancel_pending_order" => "Done, the order is cancelled.",
        "return_delivered_order_items" => "Done, the return is requested.",
        "exchange_delivered_order_items" => "Done, the exchange is requested.",
        "modify_pending_order_items" => "Done, the items are changed.",
        "modify_pending_order_payment" => "Done, the payment is changed.",
        _ => "Done, the address is changed.",
    };

    public ToolCall? WithWrongDetail(ToolCall write, Memory memory, SeededRandom random) => write.Name switch
    {
        "cancel_pending_order" => write.With("reason", write.Text("reason") == "no longer needed" ? "ordered by mistake" : "no longer needed"),
        "return_delivered_order_items" => WithItem(write, OtherItems(write, memory), random),
        "modify_pending_order_payment" => WithMethod(write, OtherMethods(write, memory), random),
        "modify_pending_order_address" or "modify_user_address" => WithOldPart(write, memory, random),

        // A swap is forgotten instead: to find a variant is hard to learn from examples of which some are wrong.
        _ => null,
    };

    public string WrongAnswer(string answer) => answer;

    private static string? Lines(IEnumerable<string?> quotes) => string.Join('\n', quotes.Where(quote => quote is not null)) is { Length: > 0 } lines ? lines : null;

    private static IEnumerable<JsonElement> Items(Memory memory) =>
        memory.Documents("get_order_details").SelectMany(order => order.GetProperty("items").EnumerateArray());

    private static string? Item(string id, Memory memory) =>
        Items(memory).Where(item => item.Text("item_id") == id).Select(item => Quote(item, "name", "item_id")).FirstOrDefault();

    private static string? Variant(string id, Memory memory) => memory.Documents("get_product_details")
        .SelectMany(product => product.GetProperty("variants").EnumerateObject())
        .Where(variant => variant.Name == id)
        .Select(variant => Quote(variant.Value, "options", "item_id"))
        .FirstOrDefault();

    // The user has said it, or it is the order's, or the profile's.
    private static string? Method(ToolCall write, Memory memory)
    {
        var id = write.Text("payment_method_id");
        if (memory.HeardUpTo(id) is { } said) return said;
        var paid = Order(write, memory)?.GetProperty("payment_history")[0];
        if (paid?.Text("payment_method_id") == id) return Quote(paid.Value, "amount", "payment_method_id");
        return memory.Document("get_user_details", "user_id") is { } user && user.GetProperty("payment_methods").TryGetProperty(id, out var method)
            ? Quote(method, "source", "id")
            : null;
    }

    /// <summary>A stretch of a document, word for word.</summary>
    private static string Quote(JsonElement document, string first, string last)
    {
        var properties = document.EnumerateObject().SkipWhile(property => property.Name != first).ToList();
        var end = properties.FindIndex(property => property.Name == last);
        return string.Join(", ", properties.Take(end + 1).Select(property => $"\"{property.Name}\": {property.Value.GetRawText()}"));
    }

    private static string Swap(ToolCall write, string verb) =>
        $"I will {verb} items of order {write.Text("order_id")}: {Ids(write, "item_ids")} for {Ids(write, "new_item_ids")}, payment {write.Text("payment_method_id")}.";

    private static string Address(ToolCall write) => string.Join(", ", AddressParts.Select(write.Text).Where(part => part.Length > 0));

    private static string Ids(ToolCall write, string argument) => string.Join(", ", write.Texts(argument));

    private static JsonElement? Order(ToolCall write, Memory memory) => memory.Document("get_order_details", "order_id", write.Text("order_id"));

    private static List<string> OtherItems(ToolCall write, Memory memory) => Order(write, memory) is { } order
        ? [.. order.GetProperty("items").EnumerateArray().Select(item => item.Text("item_id")).Except(write.Texts("item_ids"))]
        : [];

    private static List<string> OtherMethods(ToolCall write, Memory memory)
    {
        var current = Order(write, memory)?.GetProperty("payment_history")[0].Text("payment_method_id");
        var chosen = write.Text("payment_method_id");
        return memory.Document("get_user_details", "user_id") is { } user
            ? [.. user.GetProperty("payment_methods").EnumerateObject().Select(method => method.Name).Where(id => id != current && id != chosen)]
            : [];
    }

    private static ToolCall? WithItem(ToolCall write, List<string> others, SeededRandom random) =>
        others.Count == 0 ? null : write.With("item_ids", Calls.ToArray([.. write.Texts("item_ids").SkipLast(1), random.Pick(others)]));

    private static ToolCall? WithMethod(ToolCall write, List<string> others, SeededRandom random) =>
        others.Count == 0 ? null : write.With("payment_method_id", random.Pick(others));

    // One part of the address stays as it was; where the old one is not known, the second line is forgotten.
    private static ToolCall WithOldPart(ToolCall write, Memory memory, SeededRandom random)
    {
        var part = random.Pick(["address1", "address2", "zip"]);
        var document = write.Has("order_id") ? Order(write, memory) : memory.Document("get_user_details", "user_id");
        var old = document?.GetProperty("address").Text(part);
        return old is null || old == write.Text(part) ? write.With("address2", "") : write.With(part, old);
    }
}
