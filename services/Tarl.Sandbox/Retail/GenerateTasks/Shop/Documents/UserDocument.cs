namespace Tarl.Sandbox.Retail.GenerateTasks.Shop.Documents;

/// <summary>What tasks read of a user in τ-bench's files.</summary>
internal sealed record UserDocument
{
    public required NameDocument Name { get; init; }
    public required Address Address { get; init; }
    public required string Email { get; init; }

    /// <summary>Method id → method, in file order.</summary>
    public required OrderedDictionary<string, MethodDocument> PaymentMethods { get; init; }

    public required IReadOnlyList<string> Orders { get; init; }

    internal sealed record NameDocument
    {
        public required string FirstName { get; init; }
        public required string LastName { get; init; }
    }

    internal sealed record MethodDocument
    {
        public required string Source { get; init; }

        /// <summary>In dollars; gift cards alone have one.</summary>
        public double Balance { get; init; }
    }
}
