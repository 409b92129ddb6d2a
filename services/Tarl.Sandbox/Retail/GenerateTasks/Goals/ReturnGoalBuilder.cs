using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.GenerateTasks.Goals;
using Tarl.Sandbox.Retail.GenerateTasks.Shop;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Retail.GenerateTasks.Goals;

/// <summary>Returns items of a delivered order, refunded to the original payment method or a gift card.</summary>
internal sealed class ReturnGoalBuilder(Withholding withholding, RetailTaskOptions options) : IGoalBuilder<Customer, Shopfront>
{
    public GoalDraft? TryBuild(Customer customer, Shopfront shop, SeededRandom random)
    {
        if (Choice.Order(customer, "delivered", random, uniqueNames: true) is not { } order) return null;
        var items = Choice.Items(order.Items, options.TwoItems, random);
        var payment = PaymentWish.OriginalOr(
            customer, order, method => method.IsGiftCard || method.Id == order.PaymentMethodId, random);
        return withholding.Apply(Draft(customer, order, items, payment), random);
    }

    public static GoalDraft Draft(Customer customer, Order order, IReadOnlyList<OrderItem> items, PaymentWish payment)
    {
        var facts = new Dictionary<string, string>
        {
            [FactNames.OrderId] = order.Id,
            [FactNames.Items] = Choice.Names(order, items),
            [FactNames.Payment] = payment.Words,
        };
        List<ToolCall> reads = [RetailCalls.OrderDetails(order.Id)];
        if (payment.InProfile) reads.Add(RetailCalls.UserDetails(customer));
        return new GoalDraft(
            new UserGoal { Intent = Intents.Return, Facts = facts },
            new GoalPlan { Reads = reads, Write = RetailCalls.Return(order, items, payment.Method.Id), Resolution = GoalResolution.Write },
            $"return the {facts[FactNames.Items]} of order {order.Id} and get the refund to {payment.InstructionWords}",
            order.Id);
    }
}
