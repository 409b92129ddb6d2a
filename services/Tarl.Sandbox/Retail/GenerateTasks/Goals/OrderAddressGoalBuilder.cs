using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.GenerateTasks.Goals;
using Tarl.Sandbox.Retail.GenerateTasks.Shop;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Retail.GenerateTasks.Goals;

/// <summary>Sends a pending order to another address.</summary>
internal sealed class OrderAddressGoalBuilder(Withholding withholding) : IGoalBuilder<Customer, Shopfront>
{
    public GoalDraft? TryBuild(Customer customer, Shopfront shop, SeededRandom random)
    {
        if (Choice.Order(customer, "pending", random) is not { } order) return null;
        if (Choice.OtherAddress(customer, shop, random) is not { } address) return null;
        return withholding.Apply(Draft(order, address), random);
    }

    public static GoalDraft Draft(Order order, Address address)
    {
        var facts = new Dictionary<string, string> { [FactNames.OrderId] = order.Id, [FactNames.Address] = address.ToString() };
        return new GoalDraft(
            new UserGoal { Intent = Intents.ModifyAddress, Facts = facts },
            new GoalPlan { Reads = [RetailCalls.OrderDetails(order.Id)], Write = RetailCalls.ModifyAddress(order, address), Resolution = GoalResolution.Write },
            $"have order {order.Id} sent to {address}",
            order.Id);
    }
}
