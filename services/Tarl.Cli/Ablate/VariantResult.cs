using Tarl.Cli.Evaluate;
using Tarl.Cli.Evaluate.Statistics;

namespace Tarl.Cli.Ablate;

/// <summary>One variant over all seeds.</summary>
/// <param name="PassK">On held-out tasks of the domain trained on; intervals by bootstrap over seeds, then tasks.</param>
/// <param name="BySeed">pass^1, in the order of the plan's seeds.</param>
/// <param name="Lift">Of pass^1 over that of the base it started from, on the same tasks and seeds; null for a base.</param>
/// <param name="Baseline">The name of the variant that <paramref name="Difference"/> is taken against.</param>
/// <param name="Difference">Of pass^1 to the baseline's, on the same tasks and seeds; null for the baseline.</param>
/// <param name="Transfer">pass^1 on the held-out tasks of domains not trained on.</param>
/// <param name="Conduct">How it went about it, mean over seeds: <c>wait/turn</c>, <c>tokens</c>, <c>turns</c>, <c>tool errors</c>; and what an update took, <c>s/update</c>.</param>
public sealed record VariantResult(
    string Variant, IReadOnlyList<PassK> PassK, IReadOnlyList<double> BySeed, Estimate? Lift, string Baseline, Estimate? Difference,
    IReadOnlyDictionary<string, Estimate> Transfer, IReadOnlyDictionary<string, double> Conduct);
