using System.Diagnostics;
using Tarl.ServiceDefaults.CpuAccounting;

namespace Tarl.ServiceDefaults.Tests.CpuAccounting;

public sealed class CpuLedgerTests
{
    [Fact]
    public void For_NestedCharges_InnerIsTakenOutOfTheOuter()
    {
        var (user, judge) = Spent(() =>
        {
            using (CpuLedger.For(CpuAccount.User))
            {
                Burn(0.02);
                using (CpuLedger.For(CpuAccount.Judge))
                {
                    Burn(0.3);
                }

                Burn(0.02);
            }
        });

        Assert.InRange(judge, 0.25, 3);
        // Were the inner charge not taken out, the outer one would be larger.
        Assert.InRange(user, 0.01, judge * 0.75);
    }

    [Fact]
    public void For_SameAccountNested_IsChargedOnce()
    {
        var (user, _) = Spent(() =>
        {
            using (CpuLedger.For(CpuAccount.User))
            using (CpuLedger.For(CpuAccount.User))
            {
                Burn(0.3);
            }
        });
        Assert.InRange(user, 0.25, 0.5);
    }

    [Fact]
    public void For_AfterDispose_ChargesNothing()
    {
        var (user, judge) = Spent(() =>
        {
            using (CpuLedger.For(CpuAccount.User))
            {
            }

            Burn(0.3);
        });
        Assert.InRange(user, 0, 0.1);
        Assert.Equal(0, judge);
    }

    [Fact]
    public void Read_NamesEveryAccountAndAddsUpToTheProcess()
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime.TotalSeconds;
        var seconds = CpuLedger.Read();
        process.Refresh();
        Assert.Equal(["bus", "judge", "other", "rollout", "sandbox", "training", "user", "verifier"], seconds.Keys.Order());
        // Kernel ticks of 10 ms a thread bound what the pool's share may be off.
        Assert.InRange(seconds.Values.Sum(), before - 0.1, process.TotalProcessorTime.TotalSeconds + 0.1);
    }

    /// <summary>Seconds charged to user and judge by some work on a thread of its own.</summary>
    private static (double User, double Judge) Spent(Action work)
    {
        var before = CpuLedger.Read();
        var thread = new Thread(() => work());
        thread.Start();
        thread.Join();
        var after = CpuLedger.Read();
        return (after["user"] - before["user"], after["judge"] - before["judge"]);
    }

    /// <summary>Uses so many seconds of this thread's CPU time, however busy the machine is.</summary>
    private static void Burn(double seconds)
    {
        var before = ThreadSeconds();
        while (ThreadSeconds() < before + seconds)
        {
        }
    }

    // proc(5): /proc/thread-self/schedstat begins with the nanoseconds that the thread has been on a CPU.
    private static double ThreadSeconds() => ulong.Parse(File.ReadAllText("/proc/thread-self/schedstat").Split(' ')[0]) * 1e-9;
}
