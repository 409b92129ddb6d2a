namespace Tarl.Curriculum.Samplers.Staged.Orders;

/// <summary>Divides tasks by their difficulty.</summary>
internal static class EqualParts
{
    /// <summary>Parts of equal size, or sizes that differ by one; tasks that are equally difficult go by their order.</summary>
    /// <param name="difficulty">Of each task; greater is harder.</param>
    /// <param name="parts">If there are fewer tasks, so many.</param>
    /// <returns>Each task's part, from 0, the easiest.</returns>
    public static int[] Of(double[] difficulty, int parts)
    {
        var part = new int[difficulty.Length];
        var filled = Math.Min(parts, difficulty.Length);
        foreach (var (task, rank) in Enumerable.Range(0, difficulty.Length).OrderBy(task => difficulty[task]).Select((task, rank) => (task, rank)))
        {
            part[task] = (int)((long)rank * filled / difficulty.Length);
        }

        return part;
    }
}
