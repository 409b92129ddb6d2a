using Tarl.Sandbox.Retail.GenerateTasks.Shop;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Retail.GenerateTasks.Goals;

/// <summary>Random choices that several kinds of goal share.</summary>
internal static class Choice
{
    /// <returns>Null if the customer has no order in that status.</returns>
    public static Order? Order(Customer customer, string status, SeededRandom random, bool uniqueNames = false)
    {
        var orders = customer.Orders.Where(order => order.Status == status && (!uniqueNames || order.NamesAreUnique)).ToList();
        return orders.Count == 0 ? null : random.Pick(orders);
    }

    /// <summary>One item, or two with the given probability, in the order's order.</summary>
    public static IReadOnlyList<OrderItem> Items(IReadOnlyList<OrderItem> items, double twoItems, SeededRandom random)
    {
        var count = items.Count > 1 && random.Chance(twoItems) ? 2 : 1;
        var chosen = items.ToList();
        random.Shuffle(chosen);
        return [.. items.Where(chosen.Take(count).Contains)];
    }

    /// <summary>The product's name, followed by the item's id where the order has other items of that name.</summary>
    public static string Name(Order order, OrderItem item) =>
        order.Items.Any(other => other.Name == item.Name && other.ItemId != item.ItemId) ? $"{item.Name} {item.ItemId}" : item.Name;

    public static string Names(Order order, IEnumerable<OrderItem> items) => string.Join(" and the ", items.Select(item => Name(order, item)));

    /// <summary>An address of another customer of the same split.</summary>
    public static Address? OtherAddress(Customer customer, Shopfront shop, SeededRandom random)
    {
        var address = random.Pick(shop.Customers).Address;
        return address == customer.Address || address.Address2.Length == 0 ? null : address;
    }
}
