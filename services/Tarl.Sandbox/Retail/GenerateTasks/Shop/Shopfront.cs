namespace Tarl.Sandbox.Retail.GenerateTasks.Shop;

/// <summary>What tasks may speak of: one split's customers, and everyone's products and order ids.</summary>
internal sealed record Shopfront
{
    public required IReadOnlyList<Customer> Customers { get; init; }

    /// <summary>Product id → its variants in file order.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<Variant>> Products { get; init; }

    /// <summary>Ids of all orders, of the other split too.</summary>
    public required IReadOnlySet<string> OrderIds { get; init; }

    /// <summary>Emails of all users, of the other split too.</summary>
    public required IReadOnlySet<string> Emails { get; init; }
}
