namespace Tarl.Contracts.Curriculum;

/// <summary>Why a sampler chose a task for an update.</summary>
public sealed record TaskChoice
{
    /// <summary>In the sampler's words: <c>uniform</c>, <c>explored</c>, <c>near-target</c>, <c>stage-2</c>, <c>math</c>, ….</summary>
    public required string Reason { get; init; }

    /// <summary>The pass rate that the sampler expects of the task; null if it expects none.</summary>
    public double? ExpectedPassRate { get; init; }
}
