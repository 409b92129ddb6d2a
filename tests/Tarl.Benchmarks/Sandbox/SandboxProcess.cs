using System.Diagnostics;
using Tarl.Sandbox;

namespace Tarl.Benchmarks.Sandbox;

/// <summary>The sandbox service as a process of its own, on a free port of this machine.</summary>
internal sealed class SandboxProcess : IDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly Process _process;

    private SandboxProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public TimeSpan CpuTime => Refreshed().TotalProcessorTime;

    public long MemoryBytes => Refreshed().WorkingSet64;

    /// <exception cref="InvalidOperationException">The service ended without listening.</exception>
    public static async Task<SandboxProcess> StartAsync(string dataFolder, CancellationToken cancellationToken)
    {
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(
                "dotnet", [typeof(SandboxRegistration).Assembly.Location, "--urls", "http://127.0.0.1:0", "--Sandbox:DataFolder", dataFolder])
            {
                RedirectStandardOutput = true,
            },
        };
        process.OutputDataReceived += (_, line) => Read(line.Data, listening);
        process.Start();
        process.BeginOutputReadLine();
        return new SandboxProcess(process, await listening.Task.WaitAsync(cancellationToken));
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private Process Refreshed()
    {
        _process.Refresh();
        return _process;
    }

    // Null: the process has closed its output.
    private static void Read(string? line, TaskCompletionSource<Uri> listening)
    {
        if (line is null)
        {
            listening.TrySetException(new InvalidOperationException("The sandbox service ended before it listened."));
        }
        else if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var start)
        {
            listening.TrySetResult(new Uri(line[(start + Listening.Length)..].Trim()));
        }
    }
}
