using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Tarl.ServiceDefaults.CpuAccounting;

/// <summary>
/// Says where the process's CPU time goes. A charge covers synchronous code on one thread and is exclusive: an inner
/// charge is taken out of the outer one. What thread-pool threads spend outside every charge is the message bus and
/// its awaits; what remains of the process (start-up, JIT, garbage collection, recording) is "other".
/// </summary>
public static partial class CpuLedger
{
    private const int ThreadCpuTimeClock = 3; // CLOCK_THREAD_CPUTIME_ID, Linux

    private static readonly long[] ChargedNanoseconds = new long[Enum.GetValues<CpuAccount>().Length];
    private static readonly Lock PoolLock = new();
    private static readonly Dictionary<string, double> PoolSecondsByThread = [];
    private static long s_poolChargedNanoseconds;

    [ThreadStatic]
    private static CpuAccount? t_account;

    [ThreadStatic]
    private static long t_since;

    /// <summary>Charges the calling thread's CPU time to an account until disposed, on the same thread.</summary>
    public static Charge For(CpuAccount account)
    {
        var outer = t_account;
        Settle();
        t_account = account;
        return new Charge(outer);
    }

    /// <summary>CPU seconds by account since the process started, with <c>bus</c> and <c>other</c>; they add up to the process's total.</summary>
    public static IReadOnlyDictionary<string, double> Read()
    {
        var seconds = new Dictionary<string, double>();
        foreach (var account in Enum.GetValues<CpuAccount>().Where(account => account != CpuAccount.Other))
        {
            seconds[account.ToString().ToLowerInvariant()] = Interlocked.Read(ref ChargedNanoseconds[(int)account]) * 1e-9;
        }

        seconds["bus"] = Math.Max(0, SamplePoolThreads() - (Interlocked.Read(ref s_poolChargedNanoseconds) * 1e-9));
        using var process = Process.GetCurrentProcess();
        seconds["other"] = Math.Max(0, process.TotalProcessorTime.TotalSeconds - seconds.Values.Sum());
        return seconds;
    }

    /// <summary>
    /// CPU seconds of all thread-pool threads so far. A pool thread ends only after 20 s without work, so calling this
    /// more often than that misses nothing.
    /// </summary>
    public static double SamplePoolThreads()
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        lock (PoolLock)
        {
            foreach (var task in Directory.EnumerateDirectories("/proc/self/task"))
            {
                try
                {
                    ReadThread(task);
                }
                catch (IOException)
                {
                    // The thread ended between listing and reading; its time up to the last sample is kept.
                }
            }

            return PoolSecondsByThread.Values.Sum();
        }
    }

    private static void ReadThread(string task)
    {
        var stat = File.ReadAllText(Path.Combine(task, "stat"));
        var nameEnd = stat.LastIndexOf(')');
        if (!stat.AsSpan(0, nameEnd).EndsWith(".NET TP Worker", StringComparison.Ordinal))
        {
            return;
        }

        // proc(5): after "pid (comm) " come state = field 3, …, utime = field 14, stime = 15 (ticks of 10 ms), starttime = 22.
        var fields = stat[(nameEnd + 2)..].Split(' ');
        var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        PoolSecondsByThread[$"{Path.GetFileName(task)}@{fields[19]}"] = ticks / 100.0;
    }

    private static void Settle()
    {
        var now = ThreadNanoseconds();
        if (t_account is { } account)
        {
            Interlocked.Add(ref ChargedNanoseconds[(int)account], now - t_since);
            if (Thread.CurrentThread.IsThreadPoolThread)
            {
                Interlocked.Add(ref s_poolChargedNanoseconds, now - t_since);
            }
        }

        t_since = now;
    }

    private static long ThreadNanoseconds()
    {
        if (OperatingSystem.IsLinux() && clock_gettime(ThreadCpuTimeClock, out var time) == 0)
        {
            return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
        }

        return (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));
    }

    [LibraryImport("libc")]
    private static partial int clock_gettime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    /// <summary>A running charge.</summary>
    public readonly ref struct Charge
    {
        private readonly CpuAccount? _outer;

        internal Charge(CpuAccount? outer) => _outer = outer;

        public void Dispose()
        {
            Settle();
            t_account = _outer;
        }
    }
}
