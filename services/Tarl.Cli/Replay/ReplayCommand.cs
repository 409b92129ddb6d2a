using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;
using Tarl.Cli.CommandLine;
using Tarl.Cli.Output;
using Tarl.Cli.RunFolders;
using Tarl.Sandbox.Replay;

namespace Tarl.Cli.Replay;

/// <summary><c>replay</c>: plays recorded episodes on the sandbox, and writes them back or compares them with what they record.</summary>
internal sealed class ReplayCommand
{
    private const int Differs = 1;

    // A difference quotes observations, which are easier to read with their quotation marks unescaped.
    private static readonly JsonSerializerOptions Indented =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly CommonOptions _common = new("Play on the shop of this run, instead of --data");
    private readonly Argument<string[]> _files = Values.Word<string[]>("FILE", "Recorded episodes: JSON lines, gzipped or not", ArgumentArity.OneOrMore);
    private readonly Option<string?> _data = new("--data")
    {
        Description = $"The folder that holds v1/ and v2/ of τ-bench's data, or an imported data set (default: {BenchmarkData.Default})", HelpName = "DIR",
    };

    private readonly Option<string?> _out = new("--out") { Description = "Write the result to this file instead of standard output, whole or not at all", HelpName = "FILE" };
    private readonly Option<bool> _check = new("--check") { Description = "Compare with what the files record, and list every difference", Arity = ArgumentArity.Zero };

    private ReplayCommand()
    {
    }

    public static Command Create()
    {
        var options = new ReplayCommand();
        var command = new Command("replay", "Plays recorded episodes, each from fresh data, and writes them with their outcome or checks it")
        {
            options._files, options._data, options._out, options._check,
        };
        options._common.AddTo(command);
        command.SetAction(options.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var console = _common.Console(arguments);
        var files = arguments.GetValue(_files)!;
        if (files.FirstOrDefault(file => !File.Exists(file)) is { } missing)
        {
            throw new UserErrorException($"There is no file '{missing}'.");
        }

        using var output = new ReplayOutput(arguments.GetValue(_out), console.Results.Profile.Out.Writer);
        using var player = new RecordingPlayer(Data(arguments));
        var differences = 0;
        if (arguments.GetValue(_check))
        {
            differences = await CheckAsync(player, files, output.Writer, console, cancellationToken);
        }
        else
        {
            await WriteAsync(player, files, output.Writer, console, cancellationToken);
        }

        output.Complete();
        return differences == 0 ? 0 : Differs;
    }

    private static async Task WriteAsync(
        RecordingPlayer player, string[] files, TextWriter output, CommandConsole console, CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            var summary = await PlayAsync(file, () => player.WriteAsync(file, output, cancellationToken));
            console.Messages.WriteLine($"{file}: {Count(summary.Episodes, "episode")}");
        }
    }

    private static async Task<int> CheckAsync(
        RecordingPlayer player, string[] files, TextWriter output, CommandConsole console, CancellationToken cancellationToken)
    {
        var checks = new List<FileCheck>();
        foreach (var file in files)
        {
            var check = await PlayAsync(file, () => FileCheck.RunAsync(player, file, cancellationToken));
            checks.Add(check);
            if (!console.Json)
            {
                await check.WriteAsync(output);
            }

            console.Messages.WriteLine($"{file}: {Count(check.Episodes, "episode")}, {Count(check.Differences.Count, "difference")}");
        }

        if (console.Json)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(checks, Indented));
        }

        return checks.Sum(check => check.Differences.Count);
    }

    private static async Task<T> PlayAsync<T>(string file, Func<Task<T>> play)
    {
        try
        {
            return await play();
        }
        catch (InvalidDataException error) when (!error.Message.Contains($"'{file}'", StringComparison.Ordinal))
        {
            throw new UserErrorException($"'{file}' cannot be played: {error.Message}", error);
        }
    }

    private string Data(ParseResult arguments)
    {
        var (data, run) = (arguments.GetValue(_data), arguments.GetValue(_common.Run));
        if (data is not null && run is not null)
        {
            throw new UserErrorException("--data and --run exclude each other.");
        }

        return run is null ? BenchmarkData.Find(data) : DataSetOf(RunFolder.Open(run));
    }

    private static string DataSetOf(RunFolder run) => Path.Combine(run.DataFolder, RunSettings.Load(run.SettingsPath).Domain + ".db");

    private static string Count(int count, string noun) => $"{(count == 0 ? "no" : count)} {noun}{(count == 1 ? "" : "s")}";
}
