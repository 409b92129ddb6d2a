using System.Text.Json;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.Documents;
using Tarl.Sandbox.GenerateTasks.Goals;
using Tarl.Sandbox.Import.Tasks;
using Tarl.Sandbox.Retail.GenerateTasks;
using Tarl.Sandbox.Retail.GenerateTasks.Goals;
using Tarl.Sandbox.Retail.GenerateTasks.Shop;

namespace Tarl.Sandbox.Import.Scripts;

/// <summary>What a customer wants who makes an agent write to the shop's database.</summary>
internal sealed class RetailGoalReader(Shopfront shop) : IGoalReader
{
    private readonly Dictionary<string, Customer> _customers = shop.Customers.ToDictionary(customer => customer.UserId);
    private readonly Dictionary<string, (Order Order, Customer Customer)> _orders = shop.Customers
        .SelectMany(customer => customer.Orders.Select(order => (order, customer))).DistinctBy(pair => pair.order.Id).ToDictionary(pair => pair.order.Id);

    public bool HasUser(string userId) => _customers.ContainsKey(userId);

    public string? IntentOf(ToolCall call) => call.Name switch
    {
        "cancel_pending_order" => Intents.Cancel,
        "return_delivered_order_items" => Intents.Return,
        "exchange_delivered_order_items" => Intents.Exchange,
        "modify_pending_order_items" => Intents.ModifyItems,
        "modify_pending_order_address" => Intents.ModifyAddress,
        "modify_pending_order_payment" => Intents.ModifyPayment,
        "modify_user_address" => Intents.ModifyUserAddress,
        _ => null,
    };

    public string? OwnerOf(ToolCall write) =>
        Text(write, "user_id") ?? (Text(write, "order_id") is { } id && _orders.TryGetValue(id, out var found) ? found.Customer.UserId : null);

    // By what the user's instruction says that they know.
    public (IReadOnlyDictionary<string, string> Identity, IReadOnlyList<ToolCall> Calls) Identify(string userId, BenchmarkTask task)
    {
        var customer = _customers[userId];
        var knowsEmail = task.Instruction.Contains(customer.Email, StringComparison.OrdinalIgnoreCase);
        var identification = knowsEmail || !customer.NameAndZipSuffice ? RetailTaskDomain.ByEmail(customer) : RetailTaskDomain.ByNameAndZip(customer);
        return (identification.Facts, identification.Calls);
    }

    public ScriptedGoal? TryRead(string userId, ToolCall write, out NoScript? why)
    {
        var customer = _customers[userId];
        var order = Text(write, "order_id") is { } id ? _orders[id].Order : null;
        why = null;
        var draft = (IntentOf(write), order) switch
        {
            (Intents.Cancel, { } cancelled) => CancelGoalBuilder.Draft(cancelled, Text(write, "reason")!),
            (Intents.ModifyPayment, { } paid) => PaymentGoalBuilder.Draft(customer, paid, Payment(customer, write)),
            (Intents.ModifyAddress, { } sent) => TryAddress(write) is { } address ? OrderAddressGoalBuilder.Draft(sent, address) : null,
            (Intents.ModifyUserAddress, _) => TryAddress(write) is { } address ? UserAddressGoalBuilder.Draft(customer, address) : null,
            (_, { } changed) => TryItems(customer, changed, write),
            _ => null,
        };
        if (draft is not null) return new(draft.Goal, draft.Plan with { Write = write });
        why = new("a write's details cannot be told in a script's words", $"{write.Name} {JsonSerializer.Serialize(write.Arguments)}");
        return null;
    }

    private GoalDraft? TryItems(Customer customer, Order order, ToolCall write)
    {
        var items = Texts(write, "item_ids").Select(id => order.Items.FirstOrDefault(item => item.ItemId == id)).OfType<OrderItem>().ToList();
        if (items.Count == 0 || items.Count != Texts(write, "item_ids").Count) return null;
        if (IntentOf(write) == Intents.Return) return ReturnGoalBuilder.Draft(customer, order, items, Payment(customer, write));
        var wanted = items.Zip(Texts(write, "new_item_ids"), TryVariant).OfType<Variant>().ToList();
        return wanted.Count == items.Count ? SwapGoalBuilder.Draft(IntentOf(write)!, customer, order, items, wanted, Payment(customer, write)) : null;
    }

    private Variant? TryVariant(OrderItem item, string id) =>
        shop.Products.TryGetValue(item.ProductId, out var variants) && variants.FirstOrDefault(variant => variant.ItemId == id) is { } found && found.IsToldApart(variants)
            ? found
            : null;

    // By its id, which needs no look into the profile and leaves no doubt after the order's payment has been changed.
    private static PaymentWish Payment(Customer customer, ToolCall write) => PaymentWish.ById(customer.Method(Text(write, "payment_method_id")!));

    private static Address? TryAddress(ToolCall write)
    {
        try
        {
            return write.Arguments.Deserialize<Address>(BenchmarkJson.Options);
        }
        catch (JsonException)
        {
            // τ-bench checks no types: a number as zip code succeeds.
            return null;
        }
    }

    private static string? Text(ToolCall call, string argument) =>
        call.Arguments.TryGetProperty(argument, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IReadOnlyList<string> Texts(ToolCall call, string argument) =>
        [.. call.Arguments.GetProperty(argument).EnumerateArray().Select(value => value.GetString()!)];
}
