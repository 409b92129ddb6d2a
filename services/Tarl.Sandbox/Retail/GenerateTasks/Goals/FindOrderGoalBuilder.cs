using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.GenerateTasks.Goals;
using Tarl.Sandbox.Retail.GenerateTasks.Shop;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Retail.GenerateTasks.Goals;

/// <summary>Another builder's goal, of whose order the user knows only an item: the agent looks through the user's orders until it has found it.</summary>
/// <param name="builders">Of goals about an order; one of them is drawn.</param>
/// <param name="leastOrders">How many orders have to be read, at least, the right one included.</param>
internal sealed class FindOrderGoalBuilder(IReadOnlyList<IGoalBuilder<Customer, Shopfront>> builders, int leastOrders) : IGoalBuilder<Customer, Shopfront>
{
    public GoalDraft? TryBuild(Customer customer, Shopfront shop, SeededRandom random)
    {
        if (random.Pick(builders).TryBuild(customer, shop, random) is not { SubjectId: { } id } draft) return null;
        var position = customer.Orders.ToList().FindIndex(order => order.Id == id);
        if (position + 1 < leastOrders || Mark(draft.Goal, customer, position, random) is not { } item) return null;
        return draft with
        {
            Goal = draft.Goal with { Facts = Facts(draft.Goal, item), Withheld = [.. draft.Goal.Withheld.Where(fact => fact != FactNames.OrderId)] },
            Plan = draft.Plan with
            {
                Reads =
                [
                    RetailCalls.UserDetails(customer),
                    .. customer.Orders.Take(position + 1).Select(order => RetailCalls.OrderDetails(order.Id)),
                    .. draft.Plan.Reads.Where(read => read.Name is not ("get_order_details" or "get_user_details")),
                ],
            },
            Want = $"{draft.Want.Replace($"order {id}", $"the order with the {item}", StringComparison.Ordinal)}. You do not know the order id",
        };
    }

    // An item that the user has ordered once only; rather one that the goal does not speak of anyway.
    private static string? Mark(UserGoal goal, Customer customer, int position, SeededRandom random)
    {
        var others = customer.Orders.Where((_, i) => i != position).SelectMany(order => order.Items).Select(item => item.Name).ToHashSet();
        var marks = customer.Orders[position].Items.Select(item => item.Name).Distinct().Where(name => !others.Contains(name)).ToList();
        var unspoken = marks.Where(name => goal.Facts.Values.All(fact => !fact.Contains(name, StringComparison.Ordinal))).ToList();
        return unspoken.Count > 0 ? random.Pick(unspoken) : marks.Count > 0 ? random.Pick(marks) : null;
    }

    private static Dictionary<string, string> Facts(UserGoal goal, string item) =>
        new(goal.Facts.Where(fact => fact.Key != FactNames.OrderId)) { [FactNames.OrderContents] = item };
}
