using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Tarl.EndToEnd.Tests.Bus;

/// <summary>A service, or the command line, as a process of its own, with the test's broker in its environment.</summary>
internal sealed partial class ServiceProcess : IDisposable
{
    /// <summary>Only guards against a process that hangs.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Lock _lock = new();
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServiceProcess(string assembly, string url, IReadOnlyDictionary<string, string> settings, string[] arguments)
        : this("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly), .. arguments], url, settings)
    {
    }

    private ServiceProcess(string program, string[] arguments, string url, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Bus__Url"] = url;
        start.Environment["Bus__Username"] = RabbitMq.Username;
        start.Environment["Bus__Password"] = RabbitMq.Password;
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value.Length == 0 ? null : value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public bool HasEnded => _process.HasExited;

    /// <summary>What it has written, standard output and standard error.</summary>
    public string Output
    {
        get
        {
            lock (_lock)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>One of the services, <c>Judge</c>, with a port of its own for its probes.</summary>
    public static ServiceProcess Service(string name, string url, params (string Name, string Value)[] settings) =>
        new($"Tarl.{name}.dll", url, settings.Append((Name: "ASPNETCORE_URLS", Value: "http://127.0.0.1:0")).DistinctBy(setting => setting.Name).ToDictionary(), []);

    /// <summary>The rollout worker with sandbox and policy server in its process.</summary>
    public static ServiceProcess Worker(string url, string dataFolder, params (string Name, string Value)[] settings) =>
        new(
            "Tarl.EndToEnd.Tests.dll", url,
            settings.Concat([("ASPNETCORE_URLS", "http://127.0.0.1:0"), ("Sandbox__DataFolder", dataFolder)]).ToDictionary(), []);

    /// <summary>A service in JavaScript.</summary>
    public static ServiceProcess Node(string script, string url, params (string Name, string Value)[] settings) => new("node", [script], url, settings.ToDictionary());

    public static ServiceProcess Command(string url, (string Name, string Value)[] settings, params string[] arguments) =>
        new("Tarl.Cli.dll", url, settings.ToDictionary(), arguments);

    /// <summary>Waits until the process has written something.</summary>
    public async Task<string> SaysAsync(string text)
    {
        using var limit = new CancellationTokenSource(Timeout);
        while (true)
        {
            Task news;
            lock (_lock)
            {
                if (_output.ToString().Contains(text, StringComparison.Ordinal))
                {
                    return _output.ToString();
                }

                news = _news.Task;
            }

            Assert.False(_process.HasExited, $"Ended without saying '{text}': {Output}");
            await Task.WhenAny(news.WaitAsync(limit.Token), _process.WaitForExitAsync(limit.Token));
            Assert.False(limit.IsCancellationRequested, $"Does not say '{text}' within {Timeout.TotalMinutes:0} minutes: {Output}");
        }
    }

    /// <summary>The status of a probe: <c>live</c>, <c>ready</c>.</summary>
    public async Task<int> ProbeAsync(string probe)
    {
        using var http = new HttpClient();
        return (int)(await http.GetAsync(new Uri($"{await AddressAsync()}/health/{probe}"))).StatusCode;
    }

    /// <summary>Where it listens first of all.</summary>
    public async Task<string> AddressAsync() => Listening().Match(await SaysAsync("Now listening on: ")).Groups[1].Value;

    public async Task ProbesAsync(string probe, int status)
    {
        using var limit = new CancellationTokenSource(Timeout);
        while (await ProbeAsync(probe) != status)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), limit.Token);
        }
    }

    public void Kill() => _process.Kill();

    public void Terminate() => Assert.Equal(0, SendSignal(_process.Id, 15));

    /// <summary>Stops the process where it is, as a machine does that hangs.</summary>
    public void Pause() => Assert.Equal(0, SendSignal(_process.Id, 19));

    public void Continue() => Assert.Equal(0, SendSignal(_process.Id, 18));

    public async Task<TarlResult> EndAsync()
    {
        var ended = _process.WaitForExitAsync();
        await Task.WhenAny(ended, Task.Delay(Timeout));
        Assert.True(ended.IsCompleted, $"Does not end: {Output}");
        return new TarlResult(_process.ExitCode, "", Output);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Add(string? line)
    {
        lock (_lock)
        {
            _output.Append(line).Append('\n');
            _news.TrySetResult();
            _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    [GeneratedRegex(@"Now listening on: ([^\s""]+)")]
    private static partial Regex Listening();

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int processId, int signal);
}
