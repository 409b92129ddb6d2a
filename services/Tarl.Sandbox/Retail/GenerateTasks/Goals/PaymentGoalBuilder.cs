using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.GenerateTasks.Goals;
using Tarl.Sandbox.Retail.GenerateTasks.Shop;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Retail.GenerateTasks.Goals;

/// <summary>Pays a pending order with another of the user's payment methods.</summary>
internal sealed class PaymentGoalBuilder(Withholding withholding) : IGoalBuilder<Customer, Shopfront>
{
    public GoalDraft? TryBuild(Customer customer, Shopfront shop, SeededRandom random)
    {
        if (Choice.Order(customer, "pending", random) is not { } order) return null;
        var methods = customer.PaymentMethods
            .Where(method => method.Id != order.PaymentMethodId && (!method.IsGiftCard || method.Balance >= order.Amount))
            .ToList();
        return methods.Count == 0 ? null
            : withholding.Apply(Draft(customer, order, PaymentWish.Named(customer, random.Pick(methods), random)), random);
    }

    public static GoalDraft Draft(Customer customer, Order order, PaymentWish payment)
    {
        var facts = new Dictionary<string, string> { [FactNames.OrderId] = order.Id, [FactNames.Payment] = payment.Words };
        List<ToolCall> reads = [RetailCalls.OrderDetails(order.Id)];
        if (payment.InProfile) reads.Add(RetailCalls.UserDetails(customer));
        return new GoalDraft(
            new UserGoal { Intent = Intents.ModifyPayment, Facts = facts },
            new GoalPlan { Reads = reads, Write = RetailCalls.ModifyPayment(order, payment.Method.Id), Resolution = GoalResolution.Write },
            $"pay order {order.Id} with {payment.InstructionWords} instead",
            order.Id);
    }
}
