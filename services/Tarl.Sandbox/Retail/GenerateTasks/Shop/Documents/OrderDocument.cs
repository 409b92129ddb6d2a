namespace Tarl.Sandbox.Retail.GenerateTasks.Shop.Documents;

/// <summary>What tasks read of an order in τ-bench's files.</summary>
internal sealed record OrderDocument
{
    public required string UserId { get; init; }
    public required string Status { get; init; }
    public required IReadOnlyList<ItemDocument> Items { get; init; }

    /// <summary>The payment that the order was made with comes first.</summary>
    public required IReadOnlyList<PaymentDocument> PaymentHistory { get; init; }

    internal sealed record ItemDocument
    {
        public required string Name { get; init; }
        public required string ProductId { get; init; }
        public required string ItemId { get; init; }
        public required double Price { get; init; }
    }

    internal sealed record PaymentDocument
    {
        public required string PaymentMethodId { get; init; }
        public required double Amount { get; init; }
    }
}
