using System.Diagnostics;

namespace Tarl.Benchmarks.Sandbox;

/// <summary>Rates of this process's work by its CPU time, which other processes on the machine disturb least.</summary>
internal static class Measurement
{
    private static readonly TimeSpan s_least = TimeSpan.FromMilliseconds(300);

    /// <summary>Does the work again and again for a while; pieces of work a second of CPU time.</summary>
    public static double PerCpuSecond(int pieces, Action work)
    {
        var (clock, before, done) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime, 0);
        while (clock.Elapsed < s_least)
        {
            work();
            done += pieces;
        }

        return done / (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
