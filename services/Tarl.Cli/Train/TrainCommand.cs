using System.CommandLine;
using System.Globalization;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Spectre.Console;
using Tarl.Cli.CommandLine;
using Tarl.Cli.DataSets;
using Tarl.Cli.Evaluate;
using Tarl.Cli.HostServices;
using Tarl.Cli.Output;
using Tarl.Cli.RunFolders;
using Tarl.Curriculum.RequestRollouts;
using Tarl.Messaging.Connect;
using Tarl.Sandbox.GenerateDataSet;

namespace Tarl.Cli.Train;

/// <summary><c>train</c>: from nothing to a trained, evaluated policy.</summary>
internal sealed class TrainCommand
{
    private readonly CommonOptions _common = new("The run's folder (default: a new one below runs/, named by date and time)");
    private readonly BusOption _bus = new("Carry the messages over a broker (default: within this process)");
    private readonly PolicyServerOption _policyServer = new();
    private readonly Option<bool> _conduct = new("--conduct")
    {
        Description = "Only conduct the run: every service is a process of its own, reached over --bus. Goes on with the run that its folder holds, if any. Options that say how to train only record what the services are configured with",
    };

    private readonly Option<bool> _quick = new("--quick") { Description = "The whole path in under two minutes; its figures mean little" };
    private readonly Option<bool> _resume = new("--resume") { Description = "Go on with an interrupted run, with the settings that it was started with" };
    private readonly Option<string?> _domain = Values.Choice("--domain", "The application to train on (default retail)", [.. DataSetGenerator.Domains]);
    private readonly Option<int?> _maxStaleness = Values.Number("--max-staleness", "Versions that an episode may be behind the policy that learns from it: above 0 rollouts go on during updates (default 0: in turns, and every figure repeats)", 0, 100);
    private readonly Option<int?> _updates = Values.Number("--updates", "Updates of the policy", 0, 1_000_000);
    private readonly Option<int?> _groups = Values.Number("--groups", "Tasks an update", 1, 100_000);
    private readonly Option<int?> _groupSize = Values.Number("--group-size", "Episodes of each task an update", 2, 1024);
    private readonly Option<int?> _demonstrations = Values.Number("--demonstrations", "Episodes of the demonstrator to clone", 1, 1_000_000);
    private readonly Option<int?> _cloningSteps = Values.Number("--cloning-steps", "Optimiser steps of behaviour cloning", 1, 1_000_000);
    private readonly Option<int?> _tasks = Values.Number("--heldout-tasks", "Tasks to evaluate on", 1, 100_000);
    private readonly Option<int?> _trials = Values.Number("--trials", "Episodes of each task in an evaluation", 1, 1000);
    private readonly Option<int?> _threads = Values.Number("--threads", "Threads that sample and that train; figures repeat to the last digit for the same number (default: one a core)", 1, 256);
    private readonly Option<string?> _reward = Values.Choice("--reward", "tarl: verdict and turn scores (default); outcome: the verdict alone", "tarl", "outcome");
    private readonly Option<string?> _algorithm = new("--algorithm") { Description = "grpo (default), rloo or ppo", HelpName = "NAME" };
    private readonly Option<string?> _sampler = new("--sampler") { Description = "Who picks the tasks of an update: uniform (default), pass-rate, staged or mixed", HelpName = "NAME" };
    private readonly Option<string?> _taskMix = Values.Choice("--task-mix", "default: short tasks of every kind; hard: half of them long, with several goals or much to look up", "default", "hard");
    private readonly Option<string?> _placement = Values.Choice("--placement", "terminal: the tarl reward on the episode's last token (default); turn: each turn's share on the turn's last, with ppo", "terminal", "turn");
    private readonly Option<string[]> _set = new("--set") { Description = "Any other option of a service, as in Reinforcement:LearningRate=3e-4; may be repeated", HelpName = "SECTION:KEY=VALUE" };

    private readonly Option<string?> _data = new("--data") { Description = $"Train on the split {NamedDataSet.TrainingSplit} of an imported data set, by name or folder, and evaluate on its split {NamedDataSet.HeldOutSplit}", HelpName = "NAME" };
    private readonly Option<bool> _requiredOutputs = new("--required-outputs") { Description = "Success also takes the texts that a task requires the agent to say, as τ-bench checks them", Arity = ArgumentArity.Zero };

    private readonly StartFrom _startFrom = new();

    private TrainCommand()
    {
    }

    public static Command Create()
    {
        var options = new TrainCommand();
        var command = new Command("train", "Trains an agent end to end: data, demonstrations, cloning, reinforcement, evaluation")
        {
            options._quick, options._resume, options._domain, options._taskMix, options._data, options._requiredOutputs, options._sampler, options._algorithm, options._reward, options._placement,
            options._set, options._maxStaleness, options._updates, options._groups, options._groupSize, options._demonstrations, options._cloningSteps, options._tasks, options._trials, options._threads,
        };
        options._bus.AddTo(command);
        options._policyServer.AddTo(command);
        options._startFrom.AddTo(command);
        command.Options.Add(options._conduct);
        options._common.AddTo(command);
        command.SetAction(options.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        // The handler of Ctrl-C is installed once the command has yielded for the first time.
        await Task.Yield();
        var console = _common.Console(arguments);
        var connections = _bus.Settings(arguments).Concat(_policyServer.Settings(arguments)).ToDictionary();
        var conducts = arguments.GetValue(_conduct);
        if (conducts && !connections.ContainsKey($"{BusOptions.Section}:{nameof(BusOptions.Url)}"))
        {
            throw new UserErrorException("--conduct needs --bus: services in processes of their own are reached over a broker.");
        }

        if (conducts && ((Option[])[_set, .. _startFrom.Options]).FirstOrDefault(option => arguments.GetResult(option) is { Implicit: false }) is { } given)
        {
            throw new UserErrorException($"With --conduct, {given.Name} has no effect: each service has its own configuration.");
        }

        var earlier = arguments.GetValue(_resume) ? Resume(arguments) : conducts ? Earlier(arguments) : null;
        var (folder, settings) = earlier ?? Start(arguments, connections, conducts, console);
        using var locked = folder;
        try
        {
            RunData.Ensure(folder, settings, settings.Domain);
            using var host = TarlHost.Build(folder, settings, folder.DataFolder, connections, console, conducts);
            await TarlHost.EnsureUsableAsync(host, [folder.TrainingTasksPath, folder.HeldOutTasksPath], cancellationToken);
            host.Services.GetService<RolloutPlanner>()?.EnsureUsable();
            Announce(folder, settings, isResumed: earlier is not null, console);
            var summary = await TrainAsync(host, folder, settings, conducts, console, cancellationToken);
            SummaryTable.Write(console, folder, summary);
            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            console.Messages.WriteLine($"Stopped; to go on: train {(conducts ? "--conduct" : "--resume")} --run {folder.Path}");
            throw;
        }
    }

    private static void Announce(RunFolder folder, RunSettings settings, bool isResumed, CommandConsole console)
    {
        console.Messages.WriteLine($"Run folder: {folder.Path}");
        if (isResumed)
        {
            console.Messages.WriteLine(ResumeReport.Of(folder, settings));
        }

        if (settings.Quick)
        {
            console.Messages.WriteLine("This is a quick run: it shows the whole path, and its figures mean little.");
        }
    }

    private static async Task<RunSummary> TrainAsync(
        IHost host, RunFolder folder, RunSettings settings, bool conducts, CommandConsole console, CancellationToken cancellationToken)
    {
        await TarlHost.StartAsync(host, console.Messages, cancellationToken);
        try
        {
            if (conducts)
            {
                await TarlHost.WaitForServicesAsync(host, console.Messages, cancellationToken);
            }

            var services = host.Services;
            var report = new UpdateReport(console.Messages, settings, TimeProvider.System);
            var run = new TrainRun(
                folder, settings, services.GetRequiredService<IBus>(), services.GetRequiredService<RunEventReader>(), services.GetRequiredService<Evaluator>(),
                services.GetRequiredService<ProgressDisplay>(), new RunForecast(settings, TimeProvider.System), report, TimeProvider.System);
            return await run.RunAsync(cancellationToken);
        }
        finally
        {
            await TarlHost.StopAsync(host, console.Messages);
        }
    }

    private (RunFolder Folder, RunSettings Settings) Resume(ParseResult arguments)
    {
        Option[] fixedOptions =
        [
            _quick, _domain, _taskMix, _data, _requiredOutputs, _sampler, _algorithm, _reward, _placement, _set, _maxStaleness, _updates, _groups, _groupSize, _demonstrations, _cloningSteps, _tasks,
            _trials, _threads, _common.Seed, .. _startFrom.Options,
        ];
        if (fixedOptions.FirstOrDefault(option => arguments.GetResult(option) is { Implicit: false }) is { } given)
        {
            throw new UserErrorException($"A resumed run keeps the settings that it was started with; leave out {given.Name}.");
        }

        return Reopen(RunFolder.OpenOrLatest(arguments.GetValue(_common.Run)));
    }

    /// <summary>The run that the folder holds already, as when a supervisor starts a conductor again; null if there is none.</summary>
    private (RunFolder Folder, RunSettings Settings)? Earlier(ParseResult arguments) =>
        arguments.GetValue(_common.Run) is { } path && RunFolder.HoldsRun(path) ? Reopen(RunFolder.Open(path)) : null;

    private static (RunFolder Folder, RunSettings Settings) Reopen(RunFolder folder)
    {
        folder.Lock();
        var settings = RunSettings.Load(folder.SettingsPath);
        ResumeCheck.EnsureWhole(folder, settings);
        return (folder, settings);
    }

    private (RunFolder Folder, RunSettings Settings) Start(
        ParseResult arguments, IReadOnlyDictionary<string, string?> connections, bool conducts, CommandConsole console)
    {
        var defaults = arguments.GetValue(_quick) ? RunSettings.QuickDefault : RunSettings.Default;
        var settings = defaults with
        {
            Seed = arguments.GetValue(_common.Seed) ?? defaults.Seed,
            Domain = arguments.GetValue(_domain) ?? defaults.Domain,
            TaskMix = arguments.GetValue(_taskMix) ?? defaults.TaskMix,
            Sampler = arguments.GetValue(_sampler) ?? defaults.Sampler,
            MaxStaleness = arguments.GetValue(_maxStaleness) ?? defaults.MaxStaleness,
            Algorithm = arguments.GetValue(_algorithm) ?? defaults.Algorithm,
            Reward = arguments.GetValue(_reward) ?? defaults.Reward,
            Placement = arguments.GetValue(_placement) ?? defaults.Placement,
            Set = SetOption.Parse(arguments.GetValue(_set) ?? []),
            Updates = arguments.GetValue(_updates) ?? defaults.Updates,
            GroupsPerUpdate = arguments.GetValue(_groups) ?? defaults.GroupsPerUpdate,
            GroupSize = arguments.GetValue(_groupSize) ?? defaults.GroupSize,
            Demonstrations = arguments.GetValue(_demonstrations) ?? defaults.Demonstrations,
            CloningSteps = arguments.GetValue(_cloningSteps) ?? defaults.CloningSteps,
            HeldOutTasks = arguments.GetValue(_tasks) ?? defaults.HeldOutTasks,
            EvaluationTrials = arguments.GetValue(_trials) ?? defaults.EvaluationTrials,
            Threads = arguments.GetValue(_threads) ?? defaults.Threads,
            RequiredOutputs = arguments.GetValue(_requiredOutputs),
        };
        // A conductor's arguments are the services' settings, which stand there whether they have an effect or not.
        if (settings.Reward == "outcome" && arguments.GetValue(_placement) is not null && !conducts)
        {
            throw new UserErrorException("--placement has no effect with --reward outcome, which falls on the last token.");
        }

        settings = _startFrom.Apply(
            arguments, WithData(arguments, settings, console), [_quick, _domain, _taskMix, _data, _demonstrations, _cloningSteps, _tasks],
            [_groupSize, _sampler, _maxStaleness], arguments.GetValue(_updates), console.Messages.WriteLine);
        var path = arguments.GetValue(_common.Run) ?? NewFolder();
        TarlHost.EnsureValid(RunFolder.At(path), settings, connections);
        var folder = RunFolder.Create(path);
        StartFrom.CopyTo(folder, settings);
        settings.Save(folder.SettingsPath);
        return (folder, settings);
    }

    private RunSettings WithData(ParseResult arguments, RunSettings settings, CommandConsole console)
    {
        if (arguments.GetValue(_data) is not { } data)
        {
            return settings;
        }

        if (new Option[] { _domain, _taskMix, _tasks }.FirstOrDefault(option => arguments.GetResult(option) is { Implicit: false }) is { } generating)
        {
            throw new UserErrorException($"--data brings its own tasks; leave out {generating.Name}.");
        }

        var imported = new ImportedTrainingData(data);
        foreach (var sentence in imported.LeftOut)
        {
            console.Messages.WriteLine(sentence);
        }

        return imported.ApplyTo(settings);
    }

    private static string NewFolder() =>
        Path.Combine("runs", TimeProvider.System.GetLocalNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture));
}
