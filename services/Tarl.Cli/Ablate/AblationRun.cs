namespace Tarl.Cli.Ablate;

/// <summary>One run of an ablation: a base that is cloned, or a variant that starts from one.</summary>
/// <param name="Name">Of its folder, below the ablation's.</param>
/// <param name="Variant">The variant that it is the result of; null for a base.</param>
/// <param name="Arguments">Of <c>train</c>, but for <c>--run</c> and <c>--from</c>.</param>
/// <param name="From">The name of the base that it starts from; null for a base.</param>
public sealed record AblationRun(string Name, string? Variant, ulong Seed, IReadOnlyList<string> Arguments, string? From)
{
    /// <summary>Bases before the variants that start from them, one seed after the other, so that there is a whole table early.</summary>
    public static IReadOnlyList<AblationRun> Of(AblationPlan plan)
    {
        var bases = plan.Variants.Select(variant => string.Join('\n', variant.Base ?? plan.Base)).Distinct().ToList();
        var runs = new List<AblationRun>();
        foreach (var seed in plan.Seeds)
        {
            runs.AddRange(bases.Select((options, number) => new AblationRun(
                BaseName(number, seed), null, seed, [.. options.Split('\n', StringSplitOptions.RemoveEmptyEntries), "--updates", "0", "--seed", $"{seed}"], null)));
            runs.AddRange(plan.Variants.Where(variant => variant.Options is not null).Select(variant => new AblationRun(
                $"{FolderNameOf(variant.Name)}-{seed}", variant.Name, seed, [.. plan.Train, .. variant.Options!, "--seed", $"{seed}"], BaseOf(variant, seed))));
        }

        return runs;

        string BaseOf(AblationVariant variant, ulong seed) => BaseName(bases.IndexOf(string.Join('\n', variant.Base ?? plan.Base)), seed);
    }

    /// <summary>The run that a variant's result is read from: for one that is not trained, its base.</summary>
    public static AblationRun ResultOf(AblationPlan plan, IReadOnlyList<AblationRun> runs, AblationVariant variant, ulong seed)
    {
        if (variant.Options is not null)
        {
            return runs.Single(run => run.Variant == variant.Name && run.Seed == seed);
        }

        var options = variant.Base ?? plan.Base;
        return runs.Single(run => run.Variant is null && run.Seed == seed && run.Arguments.SkipLast(4).SequenceEqual(options));
    }

    /// <summary>A variant's name as part of a folder's: <c>GRPO+TARL</c> → <c>grpo-tarl</c>.</summary>
    public static string FolderNameOf(string variant) =>
        string.Join('-', new string([.. variant.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string BaseName(int number, ulong seed) => number == 0 ? $"base.{seed}" : $"base{number + 1}.{seed}";
}
