using System.Runtime.ExceptionServices;
using Tarl.ServiceDefaults.CpuAccounting;

namespace Tarl.Policy.Engines.Managed;

/// <summary>
/// Threads of their own for long numerical work: the thread pool, which serves messages, stays free. Started for each batch; that
/// costs microseconds where a batch costs tenths of a second.
/// </summary>
internal static class WorkerThreads
{
    /// <summary>
    /// Calls <paramref name="work"/> with each thread's number and each of its indices. Rethrows the first failing thread's exception,
    /// after all have ended.
    /// </summary>
    public static void Run(IReadOnlyList<IReadOnlyList<int>> plan, Action<int, int> work, CancellationToken ct)
    {
        var failures = new ExceptionDispatchInfo?[plan.Count];
        var threads = new Thread[plan.Count];
        for (var i = 0; i < plan.Count; i++)
        {
            var number = i;
            threads[i] = new Thread(() => failures[number] = Attempt(number, plan[number], work, ct)) { IsBackground = true, Name = $"policy {i}" };
            threads[i].Start();
        }

        foreach (var thread in threads) thread.Join();
        foreach (var failure in failures) failure?.Throw();
    }

    private static ExceptionDispatchInfo? Attempt(int number, IReadOnlyList<int> indices, Action<int, int> work, CancellationToken ct)
    {
        using var charge = CpuLedger.For(CpuAccount.Training);
        try
        {
            foreach (var index in indices)
            {
                ct.ThrowIfCancellationRequested();
                work(number, index);
            }

            return null;
        }
#pragma warning disable CA1031 // Any failure is carried to the calling thread and rethrown there.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return ExceptionDispatchInfo.Capture(exception);
        }
    }
}
