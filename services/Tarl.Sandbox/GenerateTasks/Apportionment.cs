namespace Tarl.Sandbox.GenerateTasks;

/// <summary>Divides a whole number by shares.</summary>
internal static class Apportionment
{
    /// <summary>Hamilton's method: whole quotas first, then the largest remainders; ties go to the earlier share.</summary>
    /// <param name="shares">Relative weights, none negative; if all are 0, so is every part.</param>
    public static int[] ByLargestRemainder(int total, IReadOnlyList<double> shares)
    {
        var sum = shares.Sum();
        if (sum <= 0) return new int[shares.Count];
        var quotas = shares.Select(share => total * share / sum).ToList();
        var parts = quotas.Select(quota => (int)quota).ToArray();
        var missing = total - parts.Sum();
        foreach (var i in Enumerable.Range(0, parts.Length).OrderByDescending(i => quotas[i] - parts[i]).Take(missing)) parts[i]++;
        return parts;
    }
}
