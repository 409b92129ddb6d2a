namespace Tarl.Cli.Ablate;

/// <summary>One row of an ablation's table.</summary>
public sealed record AblationVariant
{
    public required string Name { get; init; }

    /// <summary>Options of <c>train</c> for this variant; null for the base itself, which is not trained further.</summary>
    public IReadOnlyList<string>? Options { get; init; }

    /// <summary>The variant that this one's difference is taken against, in place of the plan's; null for the plan's.</summary>
    public string? Baseline { get; init; }

    /// <summary>Options of <c>train</c> for another base than the others start from; null for the common one.</summary>
    public IReadOnlyList<string>? Base { get; init; }
}
