namespace Tarl.Policy.Tokenization;

/// <summary>How often a pair of adjacent symbols occurs, and where.</summary>
internal sealed class PairOccurrences
{
    /// <summary>Occurrences in the texts: each place counts as often as its piece is repeated.</summary>
    public long Count { get; set; }

    /// <summary>Positions of the left symbol; some may be out of date.</summary>
    public List<int> Positions { get; } = [];
}
