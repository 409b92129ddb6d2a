using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Spectre.Console;
using Tarl.Cli.CommandLine;
using Tarl.Cli.Evaluate;
using Tarl.Cli.HostServices;
using Tarl.Cli.Output;
using Tarl.Cli.RunFolders;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Policy;
using Tarl.Contracts.Training;
using Tarl.Learner.PublishCheckpoint;
using Tarl.Learner.ScoreEpisode;
using Tarl.Messaging.Publish;
using Tarl.ServiceDefaults.Randomness;
using TaskChoice = Tarl.Cli.Evaluate.TaskChoice;

namespace Tarl.Cli.Rollouts;

/// <summary><c>rollout</c>: samples episodes into a file, without learning from them.</summary>
internal sealed class RolloutCommand
{
    private const string Batch = "rollout";

    private readonly CommonOptions _common = new("The run whose policy, tasks and settings are meant; nothing is written to it (default: the newest below runs/)");
    private readonly Option<string?> _out = new("--out") { Description = "The file: JSON lines, compressed if its name ends in .gz; it appears whole at the end, or not at all", HelpName = "FILE", Required = true };
    private readonly CheckpointChoice _checkpoint = new();
    private readonly TaskChoice _choice = new();
    private readonly Option<int?> _groups = Values.Number("--groups", "Tasks, drawn at random (default: those of one of the run's updates)", 1, 1_000_000);
    private readonly Option<int?> _groupSize = Values.Number("--group-size", "Episodes of each task (default: the run's)", 1, 1024);
    private readonly Option<double?> _temperature = Values.Number("--temperature", "0 takes the likeliest token (default 1)", 0.0, 10.0);
    private readonly Option<string?> _agent = Values.Choice("--agent", "Who plays (default policy); others have no tokens to learn from", "policy", "demonstrator", "do-nothing");

    private RolloutCommand()
    {
    }

    public static Command Create()
    {
        var options = new RolloutCommand();
        var command = new Command("rollout", "Samples episodes into a file, with everything that is needed to learn from them elsewhere or later")
        {
            options._out, options._groups, options._groupSize, options._temperature, options._agent,
        };
        options._checkpoint.AddTo(command);
        options._choice.AddTo(command);
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
        var tasks = _choice.IsGiven(arguments) ? _choice.Find(arguments, folder, settings, console.Messages) : new(TaskCheck.Read(folder.TrainingTasksPath), folder.TrainingTasksPath, null);
        var agent = arguments.GetValue(_agent) ?? "policy";
        var checkpoint = agent == "policy" ? _checkpoint.Find(arguments, folder) : null;
        var rollouts = Plan(arguments, settings, tasks.Tasks, agent, checkpoint?.Version ?? 0);
        using var host = RolloutHost.Build(settings, Path.GetDirectoryName(Path.GetFullPath(tasks.Path))!, console);
        await host.Services.GetRequiredService<TaskCheck>().EnsurePlayableAsync(tasks.Path, cancellationToken);
        var output = arguments.GetValue(_out)!;
        using var file = RolloutFile.Write(output);
        var (valid, successes, failures) = await SampleAsync(host, checkpoint, rollouts, file, console, cancellationToken);
        file.Complete();
        Report(console, output, rollouts.Count, valid, successes, failures);
        return 0;
    }

    private static async Task<(int Valid, int Successes, int Failures)> SampleAsync(
        IHost host, Checkpoint? checkpoint, IReadOnlyList<RequestRollout> rollouts, RolloutFile.Writer file, CommandConsole console, CancellationToken cancellationToken)
    {
        await TarlHost.StartAsync(host, console.Messages, cancellationToken);
        try
        {
            var (services, bus) = (host.Services, host.Services.GetRequiredService<IBus>());
            if (checkpoint is not null)
            {
                await bus.PublishReceivedAsync(checkpoint.Published, cancellationToken);
            }

            var sampler = new RolloutSampler(
                bus, services.GetRequiredService<RunEventReader>(), services.GetRequiredService<EpisodeScorer>(), services.GetRequiredService<ITokenLedger>(),
                services.GetRequiredService<ProgressDisplay>());
            return await sampler.WriteAsync(rollouts, checkpoint is null ? null : SampledBy.Of(checkpoint), file, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            console.Messages.WriteLine("Stopped; nothing is written. The same command samples anew.");
            throw;
        }
        finally
        {
            await TarlHost.StopAsync(host, console.Messages);
        }
    }

    private List<RequestRollout> Plan(ParseResult arguments, RunSettings settings, IReadOnlyList<TaskSpec> tasks, string agent, int version)
    {
        var seed = arguments.GetValue(_common.Seed) ?? settings.Seed;
        var drawn = tasks.ToArray();
        new SeededRandom(SeededRandom.Derive(seed, Batch)).Shuffle(drawn);
        var groups = arguments.GetValue(_groups) ?? settings.GroupsPerUpdate;
        var size = arguments.GetValue(_groupSize) ?? settings.GroupSize;
        return
        [
            .. from @group in Enumerable.Range(0, groups)
               from trial in Enumerable.Range(0, size)
               select new RequestRollout
               {
                   EpisodeId = EpisodeIds.From(seed, Batch, @group, trial),
                   Task = drawn[@group % drawn.Length],
                   Purpose = RolloutPurpose.Training,
                   Batch = Batch,
                   BatchSize = groups * size,
                   Group = @group,
                   Trial = trial,
                   Agent = agent,
                   PolicyVersion = version,
                   Seed = SeededRandom.Derive(seed, $"{Batch}/{@group}/{trial}"),
                   Sampling = new SamplingOptions { Temperature = arguments.GetValue(_temperature) ?? 1 },
               },
        ];
    }

    private static void Report(CommandConsole console, string output, int episodes, int valid, int successes, int failures)
    {
        var passRate = valid == 0 ? 0 : (double)successes / valid;
        console.Results.Profile.Out.Writer.WriteLine(console.Json
            ? JsonSerializer.Serialize(new { file = output, episodes, failures, passRate }, JsonSerializerOptions.Web)
            : string.Create(CultureInfo.InvariantCulture, $"{output}: {episodes} episodes, {100 * passRate:F1}% of them with success, {failures} failed outside the policy."));
    }
}
