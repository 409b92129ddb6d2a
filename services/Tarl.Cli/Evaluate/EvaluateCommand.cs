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
    private readonly CheckpointChoice _checkpoint = new();
    private readonly TaskChoice _choice = new();
    private readonly Option<bool> _requiredOutputs = new("--required-outputs") { Description = "Success also takes the texts that the task requires the agent to say, as τ-bench checks them", Arity = ArgumentArity.Zero };
    private readonly Option<int?> _trials = Values.Number("--trials", "Episodes of each task (default 4)", 1, 1000);
    private readonly Option<double?> _temperature = Values.Number("--temperature", "0 takes the likeliest token (default 1)", 0.0, 10.0);
    private readonly Option<string?> _agent = Values.Choice("--agent", "Who plays (default policy)", "policy", "demonstrator", "do-nothing");
    private readonly ModelChoice _model = new();
    private readonly Option<bool> _baselines = new("--baselines") { Description = "On the same tasks, too: the agent that does nothing and, where the tasks have plans, the demonstrator", Arity = ArgumentArity.Zero };

    private EvaluateCommand()
    {
    }

    public static Command Create()
    {
        var options = new EvaluateCommand();
        var command = new Command("evaluate", "Measures pass^1 to pass^4 of a checkpoint or another agent on a set of tasks")
        {
            options._requiredOutputs, options._trials, options._temperature, options._agent, options._baselines,
        };
        options._checkpoint.AddTo(command);
        options._model.AddTo(command);
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
        using var folder = RunFolder.OpenOrLatest(arguments.GetValue(_common.Run));
        folder.Lock();
        var settings = RunSettings.Load(folder.SettingsPath);
        settings = settings with { RequiredOutputs = settings.RequiredOutputs || arguments.GetValue(_requiredOutputs) };
        settings = _model.AddTo(settings, arguments, folder);
        var tasks = _choice.Find(arguments, folder, settings, console.Messages);
        var agent = Agent(arguments);
        var checkpoint = agent == "policy" ? _checkpoint.Find(arguments, folder) : null;
        var evaluations = Evaluations(arguments, settings, tasks, agent, checkpoint?.Version ?? 0);
        var dataFolder = Path.GetDirectoryName(Path.GetFullPath(tasks.Path))!;
        using var host = TarlHost.Build(folder, settings, dataFolder, _bus.Settings(arguments), console);
        ModelChoice.EnsureUsable(host, agent);
        await TarlHost.EnsureUsableAsync(host, [tasks.Path], cancellationToken);
        var results = await EvaluateAsync(host, checkpoint, evaluations, console, cancellationToken);
        if (console.Json)
        {
            console.Results.Profile.Out.Writer.WriteLine(
                arguments.GetValue(_baselines) ? JsonSerializer.Serialize(results, Indented) : JsonSerializer.Serialize(results[0], Indented));
        }
        else
        {
            var on = tasks.Of is null ? "" : $" on {tasks.Of}";
            EvaluationTable.Write(console.Results, [.. results.Select(result => ((result.PolicyVersion is { } version ? $"version {version}" : result.Agent) + on, result))]);
        }

        return 0;
    }

    /// <exception cref="UserErrorException">Options exclude each other.</exception>
    private string Agent(ParseResult arguments)
    {
        var (model, agent) = (_model.Agent(arguments), arguments.GetValue(_agent));
        if (model is not null && (agent is not null || _checkpoint.IsGiven(arguments)))
        {
            throw new UserErrorException("--policy says who plays; leave out --agent, --version and --checkpoint.");
        }

        return model ?? agent ?? "policy";
    }

    /// <summary>What is asked for, then the baselines.</summary>
    private List<Evaluation> Evaluations(ParseResult arguments, RunSettings settings, ChosenTasks tasks, string agent, int version)
    {
        var (trials, seed) = (arguments.GetValue(_trials) ?? 4, arguments.GetValue(_common.Seed) ?? settings.Seed);
        var evaluations = new List<Evaluation> { Of(agent, version, arguments.GetValue(_temperature) ?? 1) };
        if (arguments.GetValue(_baselines))
        {
            var hasPlans = tasks.Tasks.All(task => task.Plan.Count > 0);
            string[] baselines = ["do-nothing", .. hasPlans ? new[] { "demonstrator" } : []];
            evaluations.AddRange(baselines.Where(baseline => baseline != agent).Select(baseline => Of(baseline, 0, 1)));
        }

        return evaluations;

        Evaluation Of(string player, int played, double temperature)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{player}-{played}-t{temperature}{(tasks.Of is null ? "" : $"-{tasks.Of}")}");
            return new Evaluation(name, player, played, tasks.Tasks, trials, temperature, seed);
        }
    }

    private static async Task<IReadOnlyList<EvaluationResult>> EvaluateAsync(
        IHost host, Checkpoint? checkpoint, IReadOnlyList<Evaluation> evaluations, CommandConsole console, CancellationToken cancellationToken)
    {
        // Earlier evaluations of these names may have had other tasks, trials or seeds.
        foreach (var evaluation in evaluations)
        {
            host.Services.GetRequiredService<EpisodeStore>().Remove(evaluation.Batch);
        }

        await TarlHost.StartAsync(host, console.Messages, cancellationToken);
        try
        {
            if (checkpoint is not null)
            {
                await host.Services.GetRequiredService<IBus>().PublishReceivedAsync(checkpoint.Published, cancellationToken);
            }

            var results = new List<EvaluationResult>();
            foreach (var evaluation in evaluations)
            {
                var result = await host.Services.GetRequiredService<Evaluator>().RunAsync(evaluation, cancellationToken);
                results.Add(result with { Spent = ModelChoice.Spent(host, evaluation.Agent) });
            }

            return results;
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
}
