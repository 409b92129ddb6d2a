using System.Diagnostics;
using System.Text;

namespace Tarl.EndToEnd.Tests;

/// <summary>The built command line as a process of its own.</summary>
internal sealed class TarlProcess : IDisposable
{
    /// <summary>Only guards against a process that hangs.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly Task<string> _output;
    private readonly Task _reading;
    private TaskCompletionSource _newLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TarlProcess(string[] arguments, string? workingFolder)
    {
        // "env" undoes what a test runner in the background passes on: that interrupts are ignored.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "Tarl.Cli.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingFolder ?? "",
        };
        _process = Process.Start(start)!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _reading = Task.Run(ReadErrorsAsync);
    }

    public static TarlProcess Start(params string[] arguments) => new(arguments, null);

    public static Task<TarlResult> RunAsync(params string[] arguments) => RunInAsync(null, arguments);

    public static async Task<TarlResult> RunInAsync(string? workingFolder, params string[] arguments)
    {
        using var process = new TarlProcess(arguments, workingFolder);
        return await process.EndAsync();
    }

    /// <summary>Waits until a line of standard error starts in a certain way.</summary>
    public async Task SayAsync(string beginning)
    {
        while (true)
        {
            Task next;
            lock (_errors)
            {
                if (_errors.ToString().Split('\n').Any(line => line.StartsWith(beginning, StringComparison.Ordinal)))
                {
                    return;
                }

                Assert.False(_reading.IsCompleted, $"Ended without saying '{beginning}': {_errors}");
                next = _newLine.Task;
            }

            await next.WaitAsync(Timeout);
        }
    }

    /// <summary>As Ctrl-C in a terminal.</summary>
    public void Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public async Task<TarlResult> EndAsync()
    {
        var output = await _output.WaitAsync(Timeout);
        await _reading.WaitAsync(Timeout);
        await _process.WaitForExitAsync();
        return new TarlResult(_process.ExitCode, output, _errors.ToString());
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task ReadErrorsAsync()
    {
        string? line;
        do
        {
            line = await _process.StandardError.ReadLineAsync();
            lock (_errors)
            {
                if (line is not null)
                {
                    _errors.Append(line).Append('\n');
                }

                _newLine.TrySetResult();
                _newLine = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
        while (line is not null);
    }
}
