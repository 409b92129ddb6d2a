namespace Tarl.Sandbox.Airline.GenerateData;

/// <summary>The words of the airline's documents that a generator chooses among.</summary>
internal static class AirlineVocabulary
{
    /// <summary>A cabin, and what a seat in it costs: from a price, included, to another, excluded.</summary>
    public static readonly IReadOnlyList<(string Cabin, int LowestPrice, int HighestPrice)> Cabins =
        [("basic_economy", 50, 100), ("economy", 100, 200), ("business", 200, 500)];

    // τ-bench's shares, rounded: 143, 182 and 175 of 500.
    public static readonly IReadOnlyList<string> Memberships = ["regular", "silver", "gold"];

    /// <summary>The amounts of τ-bench's certificates, in dollars.</summary>
    public static readonly IReadOnlyList<int> CertificateAmounts = [100, 150, 250, 500];
}
