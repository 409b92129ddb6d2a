namespace Tarl.Sandbox.Retail.GenerateTasks.Shop.Documents;

/// <summary>What tasks read of a product in τ-bench's files.</summary>
internal sealed record ProductDocument
{
    /// <summary>Item id → variant, in file order.</summary>
    public required OrderedDictionary<string, VariantDocument> Variants { get; init; }

    internal sealed record VariantDocument
    {
        public required OrderedDictionary<string, string> Options { get; init; }
        public required bool Available { get; init; }
        public required double Price { get; init; }
    }
}
