namespace Tarl.Policy.Engines.Managed;

/// <summary>
/// Which thread takes which sequence, decided by the batch alone: longest first, each to the least loaded thread, ties to the lower
/// index. So the same batch and thread count add gradients in the same order.
/// </summary>
internal static class WorkPlan
{
    /// <summary>Indices of the sequences of each thread, in the order it takes them.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Assign(IReadOnlyList<TokenSequence> batch, int threads)
    {
        var plan = Enumerable.Range(0, threads).Select(_ => new List<int>()).ToArray();
        var loads = new long[threads];
        foreach (var index in Enumerable.Range(0, batch.Count).OrderByDescending(index => batch[index].Tokens.Length))
        {
            var thread = Array.IndexOf(loads, loads.Min());
            plan[thread].Add(index);
            loads[thread] += batch[index].Tokens.Length;
        }

        return plan;
    }
}
