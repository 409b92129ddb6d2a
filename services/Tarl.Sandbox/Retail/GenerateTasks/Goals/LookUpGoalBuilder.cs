using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.GenerateTasks.Goals;
using Tarl.Sandbox.Retail.GenerateTasks.Shop;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Retail.GenerateTasks.Goals;

/// <summary>Asks for an order's status, its total, or the price of one of its items.</summary>
internal sealed class LookUpGoalBuilder(Withholding withholding) : IGoalBuilder<Customer, Shopfront>
{
    private static readonly string[] Questions = [Intents.Status, Intents.Price, Intents.Total];

    public GoalDraft? TryBuild(Customer customer, Shopfront shop, SeededRandom random)
    {
        var orders = customer.Orders.Where(order => order.NamesAreUnique).ToList();
        if (orders.Count == 0) return null;
        var order = random.Pick(orders);
        return random.Pick(Questions) switch
        {
            Intents.Status => Draft(
                Intents.Status, order, null, order.Status, $"Order {order.Id} is {order.Status}.", $"know the status of order {order.Id}", random),
            Intents.Price => Price(order, random.Pick(order.Items), random),
            _ => Draft(
                Intents.Total, order, null, order.AmountText, $"The total of order {order.Id} is {order.AmountText}.", $"know the total of order {order.Id}", random),
        };
    }

    private GoalDraft Price(Order order, OrderItem item, SeededRandom random) => Draft(
        Intents.Price, order, item, item.PriceText, $"The {item.Name} costs {item.PriceText}.", $"know the price of the {item.Name} in order {order.Id}", random);

    private GoalDraft Draft(string intent, Order order, OrderItem? item, string output, string say, string want, SeededRandom random)
    {
        var facts = new Dictionary<string, string> { [FactNames.OrderId] = order.Id };
        if (item is not null) facts[FactNames.Items] = item.Name;
        var draft = new GoalDraft(
            new UserGoal { Intent = intent, Facts = facts },
            new GoalPlan { Reads = [RetailCalls.OrderDetails(order.Id)], Resolution = GoalResolution.Answer, Say = say },
            want,
            order.Id,
            output);
        return withholding.Apply(draft, random);
    }
}
