using System.ComponentModel.DataAnnotations;

namespace Tarl.Sandbox.Retail.GenerateData;

/// <summary>How large and how varied a generated shop is. Fewer names and options make shorter texts for a small tokenizer.</summary>
public sealed class RetailDataOptions
{
    [Range(1, 100_000)]
    public int Users { get; set; } = 1500;

    /// <summary>Product types, of the 50 that τ-bench has.</summary>
    [Range(1, 50)]
    public int Products { get; set; } = 50;

    /// <summary>Fewest variants of a product.</summary>
    [Range(2, 10)]
    public int MinVariants { get; set; } = 3;

    /// <summary>Most variants of a product, if its options allow so many.</summary>
    [Range(2, 10)]
    public int MaxVariants { get; set; } = 5;

    /// <summary>How often a variant is available; two of each product always are.</summary>
    [Range(0.0, 1.0)]
    public double AvailableShare { get; set; } = 0.8;

    [Range(1, 30)]
    public int FirstNames { get; set; } = 30;

    [Range(1, 30)]
    public int LastNames { get; set; } = 30;

    /// <summary>Most payment methods of a user; the fewest is one.</summary>
    [Range(1, 3)]
    public int MaxPaymentMethods { get; set; } = 3;

    /// <summary>Most orders of a user; the fewest is one, and few is more frequent than many.</summary>
    [Range(1, 10)]
    public int MaxOrders { get; set; } = 3;

    /// <summary>Most items of an order; the fewest is one, and few is more frequent than many.</summary>
    [Range(1, 5)]
    public int MaxItems { get; set; } = 3;

    /// <summary>How often an order goes to another address than its user's own, as a fifth of τ-bench's do.</summary>
    [Range(0.0, 1.0)]
    public double OtherAddressShare { get; set; } = 0.2;
}
