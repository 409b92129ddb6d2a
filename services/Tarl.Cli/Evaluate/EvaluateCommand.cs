using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Spectre.Console;
using Tarl.Cli.CommandLine;
using Tarl.Cli.HostServices;
using Tarl.Cli.Output;
using Tarl.Cli.RunFolders;
using Tarl.Contracts.Training;
using Tarl.Learner.PublishCheckpoint;
using Tarl.Learner.RecordEpisodes;
using Tarl.Messaging.Publish;

namespace Tarl.Cli.Evaluate;

/// <summary><c>evaluate</c>: how many tasks a checkpoint, or another agent, passes.</summary>
internal sealed class EvaluateCommand
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly CommonOptions _common = new("The run whose policy and tasks are meant, and that the episodes are recorded in (default: the newest below runs/)");
    private readonly BusOption _bus = new("Carry the messages over a broker (default: within this process)");
    private readonly Option<int?> _version = Values.Number("--version", "The policy version (default: the newest checkpoint)", 0, int.MaxValue);
    private readonly Option<string?> _checkpoint = new("--checkpoint") { Description = "A checkpoint folder from elsewhere, instead of the run's own", HelpName = "DIR" };
    private readonly TaskChoice _choice = new();
    private readonly Option<bool> _requiredOutputs = new("--required-outputs") { Description = "Success also takes the texts that the task requires the agent to say, as τ-bench checks them", Arity = ArgumentArity.Zero };
    private readonly Option<int?> _trials = Values.Number("--trials", "Episodes of each task (default 4)", 1, 1000);
    private readonly Option<double?> _temperature = Values.Number("--temperature", "0 takes the likeliest token (default 1)", 0.0, 10.0);
    private readonly Option<string?> _agent = Values.Choice("--agent", "Who plays (default policy)", "policy", "demonstrator", "do-nothing");

    private EvaluateCommand()
    {
    }

    public static Command Create()
    {
        var options = new EvaluateCommand();
        var command = new Command("evaluate", "Measures pass^1 to pass^4 of a checkpoint or another agent on a set of tasks")
        {
            options._version, options._checkpoint, options._requiredOutputs, options._trials, options._temperature, options._agent,
        };
        options._choice.AddTo(command);
        options._bus.AddTo(command);
        options._common.AddTo(command);
        command.SetAction(options.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        // The handler of Ctrl-C is installed once the command has yielded for the first time.
        await Task.Yield();
        var console = _common.Console(arguments);
        using var folder = arguments.GetValue(_common.Run) is { } path ? RunFolder.Open(path) : RunFolder.OpenLatest();
        folder.Lock();
        var settings = RunSettings.Load(folder.SettingsPath);
        settings = settings with { RequiredOutputs = settings.RequiredOutputs || arguments.GetValue(_requiredOutputs) };
        var tasks = _choice.Find(arguments, folder, settings, console.Messages);
        var agent = arguments.GetValue(_agent) ?? "policy";
        var checkpoint = agent == "policy" ? FindCheckpoint(arguments, folder) : null;
        var temperature = arguments.GetValue(_temperature) ?? 1;
        var name = string.Create(CultureInfo.InvariantCulture, $"{agent}-{checkpoint?.Version ?? 0}-t{temperature}{(tasks.Of is null ? "" : $"-{tasks.Of}")}");
        var evaluation = new Evaluation(
            name, agent, checkpoint?.Version ?? 0, tasks.Tasks, arguments.GetValue(_trials) ?? 4, temperature,
            arguments.GetValue(_common.Seed) ?? settings.Seed);
        var dataFolder = Path.GetDirectoryName(Path.GetFullPath(tasks.Path))!;
        using var host = TarlHost.Build(folder, settings, dataFolder, _bus.Settings(arguments), console);
        await TarlHost.EnsureUsableAsync(host, [tasks.Path], cancellationToken);
        var result = await EvaluateAsync(host, checkpoint, evaluation, console, cancellationToken);
        if (console.Json)
        {
            console.Results.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(result, Indented));
        }
        else
        {
            var player = checkpoint is null ? agent : $"version {checkpoint.Version}";
            EvaluationTable.Write(console.Results, [(tasks.Of is null ? player : $"{player} on {tasks.Of}", result)]);
        }

        return 0;
    }

    private static async Task<EvaluationResult> EvaluateAsync(
        IHost host, Checkpoint? checkpoint, Evaluation evaluation, CommandConsole console, CancellationToken cancellationToken)
    {
        // An earlier evaluation of this name may have had other tasks, trials or seeds.
        host.Services.GetRequiredService<EpisodeStore>().Remove(evaluation.Batch);
        await TarlHost.StartAsync(host, console.Messages, cancellationToken);
        try
        {
            if (checkpoint is not null)
            {
                await host.Services.GetRequiredService<IBus>().PublishReceivedAsync(
                    new CheckpointPublished { PolicyVersion = checkpoint.Version, Path = checkpoint.Folder, Sha256 = checkpoint.Sha256 }, cancellationToken);
            }

            return await host.Services.GetRequiredService<Evaluator>().RunAsync(evaluation, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            console.Messages.WriteLine("Stopped; the same command evaluates anew.");
            throw;
        }
        finally
        {
            await TarlHost.StopAsync(host, console.Messages);
        }
    }

    /// <summary>Finds the checkpoint and makes sure that it can be served, before anything is started.</summary>
    private Checkpoint FindCheckpoint(ParseResult arguments, RunFolder folder)
    {
        if (arguments.GetValue(_checkpoint) is not null && arguments.GetValue(_version) is not null)
        {
            throw new UserErrorException("--checkpoint names one checkpoint already; leave out --version.");
        }

        var checkpoint = arguments.GetValue(_checkpoint) is { } elsewhere
            ? CheckpointStore.Read(elsewhere)
            : new CheckpointStore(folder.CheckpointFolder).Open(arguments.GetValue(_version));
        CheckpointCheck.EnsureServable(checkpoint);
        return checkpoint;
    }
}
