namespace Tarl.Sandbox.Retail.GenerateTasks.Shop;

/// <param name="Options">All options in the order and words that the tools print them: <c>color black, size M</c>.</param>
internal sealed record Variant(string ItemId, string Options, bool Available, double Price)
{
    /// <summary>True if its options tell it from all of the product's other variants.</summary>
    public bool IsToldApart(IEnumerable<Variant> variants) => variants.Count(other => other.Options == Options) == 1;
}
