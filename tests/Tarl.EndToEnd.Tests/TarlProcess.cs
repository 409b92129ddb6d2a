using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Tarl.EndToEnd.Tests;

/// <summary>The built command line as a process of its own.</summary>
internal sealed class TarlProcess : IDisposable
{
    /// <summary>Only guards against a process that hangs.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);

    private const int Interrupt = 2;
    private const int Kill = 9;

    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly Task<string> _output;
    private readonly Task _reading;
    private readonly (string Beginning, int Signal)? _signalAt;
    private readonly TaskCompletionSource<string> _firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TarlProcess(string[] arguments, string? workingFolder, (string Beginning, int Signal)? signalAt, bool withInput = false)
    {
        _signalAt = signalAt;

        // "env" undoes what a test runner in the background passes on: that interrupts are ignored.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "Tarl.Cli.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = withInput,
            WorkingDirectory = workingFolder ?? "",
        };
        _process = Process.Start(start)!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _reading = Task.Factory.StartNew(ReadErrors, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>
    /// Starts a process that gets the signal of Ctrl-C once a line of its standard error starts with <paramref name="beginning"/>: from the
    /// thread that reads the line, so that a short run does not end before.
    /// </summary>
    public static TarlProcess StartAndInterruptAt(string beginning, params string[] arguments) => new(arguments, null, (beginning, Interrupt));

    /// <summary>The same with a signal that no process outlives.</summary>
    public static TarlProcess StartAndKillAt(string beginning, params string[] arguments) => new(arguments, null, (beginning, Kill));

    /// <summary>Starts a process that is killed as soon as there is a folder.</summary>
    public static TarlProcess StartAndKillOnceThereIs(string folder, params string[] arguments)
    {
        var process = new TarlProcess(arguments, null, null);
        _ = Task.Factory.StartNew(
            () =>
            {
                // Looks often: the folder may be there for milliseconds.
                while (!Directory.Exists(folder) && !process._process.HasExited)
                {
                    Thread.Sleep(1);
                }

                _ = SendSignal(process._process.Id, Kill);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return process;
    }

    /// <summary>The same as <see cref="StartAndInterruptAt"/>, of a process that waits for input which never comes.</summary>
    public static TarlProcess StartWaitingAndInterruptAt(string beginning, params string[] arguments) => new(arguments, null, (beginning, Interrupt), withInput: true);

    /// <summary>A process that goes on until it is interrupted, and the first line of its standard error.</summary>
    public static async Task<(TarlProcess Process, string FirstLine)> StartAsync(params string[] arguments)
    {
        var process = new TarlProcess(arguments, null, null);
        return (process, await process._firstLine.Task.WaitAsync(Timeout));
    }

    /// <summary>With some text as its standard input.</summary>
    public static async Task<TarlResult> RunWithInputAsync(string input, params string[] arguments)
    {
        using var process = new TarlProcess(arguments, null, null, withInput: true);
        await process._process.StandardInput.WriteAsync(input);
        process._process.StandardInput.Close();
        return await process.EndAsync();
    }

    public static Task<TarlResult> RunAsync(params string[] arguments) => RunInAsync(null, arguments);

    public static async Task<TarlResult> RunInAsync(string? workingFolder, params string[] arguments)
    {
        using var process = new TarlProcess(arguments, workingFolder, null);
        return await process.EndAsync();
    }

    /// <summary>Ends it as Ctrl-C does.</summary>
    public Task<TarlResult> InterruptAsync()
    {
        Assert.Equal(0, SendSignal(_process.Id, Interrupt));
        return EndAsync();
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

    private void ReadErrors()
    {
        var signalled = false;
        while (_process.StandardError.ReadLine() is { } line)
        {
            _errors.Append(line).Append('\n');
            _firstLine.TrySetResult(line);
            if (!signalled && _signalAt is { } at && line.StartsWith(at.Beginning, StringComparison.Ordinal))
            {
                signalled = true;
                Assert.Equal(0, SendSignal(_process.Id, at.Signal));
            }
        }

        _firstLine.TrySetResult("");
        Assert.True(signalled || _signalAt is null, $"Ended without saying '{_signalAt?.Beginning}': {_errors}");
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int processId, int signal);
}
