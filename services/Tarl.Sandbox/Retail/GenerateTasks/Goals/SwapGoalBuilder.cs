using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.GenerateTasks.Goals;
using Tarl.Sandbox.Retail.GenerateTasks.Shop;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Retail.GenerateTasks.Goals;

/// <summary>Swaps items for other variants of the same products: an exchange of a delivered order or a change of a pending one.</summary>
internal sealed class SwapGoalBuilder(Withholding withholding, RetailTaskOptions options, string intent) : IGoalBuilder<Customer, Shopfront>
{
    public GoalDraft? TryBuild(Customer customer, Shopfront shop, SeededRandom random)
    {
        if (Choice.Order(customer, intent == Intents.Exchange ? "delivered" : "pending", random, uniqueNames: true) is not { } order) return null;
        var items = Choice.Items(order.Items, options.TwoItems, random);
        var wanted = items.Select(item => PickVariant(item, shop, random)).OfType<Variant>().ToList();
        if (wanted.Count < items.Count) return null;
        var difference = wanted.Sum(variant => variant.Price) - items.Sum(item => item.Price);
        bool CanPay(PaymentMethod method) => !method.IsGiftCard || method.Balance >= difference;
        return customer.PaymentMethods.Any(CanPay)
            ? withholding.Apply(Draft(intent, customer, order, items, wanted, PaymentWish.OriginalOr(customer, order, CanPay, random)), random)
            : null;
    }

    /// <param name="intent">To exchange delivered items or to modify pending ones.</param>
    public static GoalDraft Draft(
        string intent, Customer customer, Order order, IReadOnlyList<OrderItem> items, IReadOnlyList<Variant> wanted, PaymentWish payment)
    {
        var isExchange = intent == Intents.Exchange;
        var facts = new Dictionary<string, string>
        {
            [FactNames.OrderId] = order.Id,
            [FactNames.Changes] = string.Join(" and the ", items.Zip(wanted, (item, variant) => $"{Choice.Name(order, item)} for {variant.Options}")),
            [FactNames.Payment] = payment.Words,
        };
        List<ToolCall> reads = [RetailCalls.OrderDetails(order.Id), .. items.Select(item => RetailCalls.ProductDetails(item.ProductId))];
        if (payment.InProfile) reads.Add(RetailCalls.UserDetails(customer));
        var write = RetailCalls.Swap(
            isExchange ? "exchange_delivered_order_items" : "modify_pending_order_items", order, items, wanted, payment.Method.Id);
        return new GoalDraft(
            new UserGoal { Intent = intent, Facts = facts },
            new GoalPlan { Reads = reads, Write = write, Resolution = GoalResolution.Write },
            $"{(isExchange ? "exchange" : "change")} the {facts[FactNames.Changes]} in order {order.Id}, the difference settled with {payment.InstructionWords}",
            order.Id);
    }

    // Another available variant that its options tell from all the product's others.
    private static Variant? PickVariant(OrderItem item, Shopfront shop, SeededRandom random)
    {
        var variants = shop.Products[item.ProductId];
        var candidates = variants
            .Where(variant => variant.Available && variant.ItemId != item.ItemId)
            .Where(variant => variant.IsToldApart(variants))
            .ToList();
        return candidates.Count == 0 ? null : random.Pick(candidates);
    }
}
