namespace Tarl.Learner.Advantages;

/// <summary>How many groups a batch had, and how many taught nothing.</summary>
/// <param name="Groups">Groups in all.</param>
/// <param name="Dropped">Groups with fewer than two valid members: nothing to compare.</param>
/// <param name="ZeroVariance">Groups, not among the dropped, whose valid members all got the same reward.</param>
public readonly record struct GroupAdvantageSummary(int Groups, int Dropped, int ZeroVariance);
