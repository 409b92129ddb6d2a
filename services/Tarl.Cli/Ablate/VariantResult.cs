using Tarl.Cli.Evaluate;
using Tarl.Cli.Evaluate.Statistics;

namespace Tarl.Cli.Ablate;

/// <summary>One variant over all seeds.</summary>
/// <param name="PassK">On held-out tasks of the domain trained on; intervals by bootstrap over seeds, then tasks.</param>
/// <param name="Difference">Of pass^1 to the baseline's, on the same tasks and seeds; null for the baseline.</param>
/// <param name="Transfer">pass^1 on the held-out tasks of domains not trained on.</param>
/// <param name="Conduct">How it went about it, mean over seeds: <c>wait/turn</c>, <c>tokens</c>, <c>turns</c>, <c>tool errors</c>.</param>
public sealed record VariantResult(
    string Variant, IReadOnlyList<PassK> PassK, Estimate? Difference, IReadOnlyDictionary<string, Estimate> Transfer, IReadOnlyDictionary<string, double> Conduct);
