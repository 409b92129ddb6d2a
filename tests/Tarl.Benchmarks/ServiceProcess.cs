using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Tarl.Benchmarks;

/// <summary>A service as a process of its own, on a free port of this machine.</summary>
internal sealed partial class ServiceProcess : IDisposable
{
    private static readonly TimeSpan PauseBetweenProbes = TimeSpan.FromMilliseconds(100);

    private readonly Process _process;

    private ServiceProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public TimeSpan CpuTime => Refreshed().TotalProcessorTime;

    public long MemoryBytes => Refreshed().WorkingSet64;

    /// <summary>Returns when the service says that it is ready.</summary>
    /// <param name="service">Its name without the prefix: <c>Judge</c>.</param>
    /// <param name="settings">Its environment.</param>
    /// <exception cref="InvalidOperationException">The service ended without listening.</exception>
    public static async Task<ServiceProcess> StartAsync(
        string service, IEnumerable<KeyValuePair<string, string>> settings, CancellationToken cancellationToken)
    {
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, $"Tarl.{service}.dll")]) { RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Read(line.Data, service, listening);
        process.Start();
        process.BeginOutputReadLine();
        var started = new ServiceProcess(process, await listening.Task.WaitAsync(cancellationToken));
        await started.IsReadyAsync(cancellationToken);
        return started;
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

    private async Task IsReadyAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = Address };
        while (true)
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
            if (answer.IsSuccessStatusCode)
            {
                return;
            }

            await Task.Delay(PauseBetweenProbes, cancellationToken);
        }
    }

    // Null: the process has closed its output.
    private static void Read(string? line, string service, TaskCompletionSource<Uri> listening)
    {
        if (line is null)
        {
            listening.TrySetException(new InvalidOperationException($"The service {service} ended before it listened."));
        }
        else if (Listening().Match(line) is { Success: true } match)
        {
            listening.TrySetResult(new Uri(match.Groups[1].Value));
        }
    }

    [GeneratedRegex(@"Now listening on: (http://[0-9.:]+)")]
    private static partial Regex Listening();
}
