using System.Collections.Frozen;

namespace Tarl.Learner.Advantages;

/// <summary>What an algorithm makes of a batch of N episodes.</summary>
public sealed record AdvantageEstimate
{
    /// <summary>One array an episode, one entry a sampled token; null for an episode that is not learnt from.</summary>
    public required IReadOnlyList<double[]?> Advantages { get; init; } // (N)(S)

    /// <summary>What the value head is to predict, in the same shape; empty without a critic.</summary>
    public IReadOnlyList<double[]?> Returns { get; init; } = []; // (N)(S) or (0)

    /// <summary>Groups with too few valid members to be compared: none of them is learnt from.</summary>
    public int DroppedGroups { get; init; }

    /// <summary>Groups, not among the dropped, whose valid members all got the same reward.</summary>
    public int ZeroVarianceGroups { get; init; }

    /// <summary>Groups that the gate did not admit, with its reasons.</summary>
    public IReadOnlyDictionary<int, string> RefusedGroups { get; init; } = FrozenDictionary<int, string>.Empty;
}
