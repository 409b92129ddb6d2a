namespace Tarl.Sandbox.Retail.GenerateTasks.Shop;

/// <param name="PaymentMethodId">What the order was first paid with.</param>
/// <param name="AmountText">The amount paid as the tools print it.</param>
internal sealed record Order(
    string Id, string Status, IReadOnlyList<OrderItem> Items, string PaymentMethodId, double Amount, string AmountText)
{
    /// <summary>True if a product's name is enough to say which item is meant.</summary>
    public bool NamesAreUnique => Items.Select(item => item.Name).Distinct().Count() == Items.Count;
}
