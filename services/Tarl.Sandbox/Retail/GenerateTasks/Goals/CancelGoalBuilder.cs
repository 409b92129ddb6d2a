using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.GenerateTasks.Goals;
using Tarl.Sandbox.Retail.GenerateTasks.Shop;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Retail.GenerateTasks.Goals;

/// <summary>Cancels a pending order for one of the two reasons allowed.</summary>
internal sealed class CancelGoalBuilder(Withholding withholding) : IGoalBuilder<Customer, Shopfront>
{
    public static readonly IReadOnlyList<string> Reasons = ["no longer needed", "ordered by mistake"];

    public GoalDraft? TryBuild(Customer customer, Shopfront shop, SeededRandom random)
    {
        if (Choice.Order(customer, "pending", random) is not { } order) return null;
        return withholding.Apply(Draft(order, random.Pick(Reasons)), random);
    }

    public static GoalDraft Draft(Order order, string reason)
    {
        var facts = new Dictionary<string, string> { [FactNames.OrderId] = order.Id, [FactNames.Reason] = reason };
        return new GoalDraft(
            new UserGoal { Intent = Intents.Cancel, Facts = facts },
            new GoalPlan { Reads = [RetailCalls.OrderDetails(order.Id)], Write = RetailCalls.Cancel(order, reason), Resolution = GoalResolution.Write },
            $"cancel order {order.Id}; the reason is: {reason}",
            order.Id);
    }
}
