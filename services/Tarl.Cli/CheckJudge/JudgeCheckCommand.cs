using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Spectre.Console;
using Tarl.Cli.CommandLine;
using Tarl.Cli.HostServices;
using Tarl.Cli.Output;
using Tarl.Contracts.Rewards;
using Tarl.Judge.JudgeEpisode;
using Tarl.Sandbox.GenerateDataSet;
using Tarl.ServiceDefaults.Hosting;

namespace Tarl.Cli.CheckJudge;

/// <summary><c>judge check</c>: how a judge's scores agree with what is known of episodes with planted faults.</summary>
internal sealed class JudgeCheckCommand
{
    private const int TooLittleAgreement = 2;
    private const int DefaultEpisodes = 800;
    private const double DefaultPatience = 120;

    private static readonly JsonSerializerOptions Indented =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly BusOption _bus = new("The judge is a process of its own, reached over this broker (default: the judge of this program, within this process)");
    private readonly Option<int?> _episodes = Values.Number("--episodes", $"Episodes, as many of each fault in each domain (default {DefaultEpisodes})", 50, 1_000_000);
    private readonly Option<ulong?> _seed = Values.Number("--seed", "Decides which episodes; the same seed gives the same (default 1)", ulong.MinValue, ulong.MaxValue);
    private readonly Option<string?> _domain = Values.Choice("--domain", "One application alone (default: all)", [.. DataSetGenerator.Domains]);
    private readonly Option<double?> _minimum = Values.Number("--min-agreement", $"Exit with {TooLittleAgreement} if a smaller share of the turns is scored right", 0.0, 1.0);
    private readonly Option<int?> _show = Values.Number("--show", "How many wrongly scored turns to print (default 10)", 0, 1_000_000);
    private readonly Option<string?> _queue = new("--queue") { Description = $"With --bus: the queue that the judge reads episodes from (default {EpisodeCompletedConsumerDefinition.Queue})", HelpName = "NAME" };
    private readonly Option<double?> _patience = Values.Number("--patience", $"Seconds to wait for the next judgement before giving up (default {DefaultPatience:F0})", 1.0, 86400.0);
    private readonly Option<string[]> _set = new("--set") { Description = "Any option of the judge in this process, as in Judge:Kind=Model; may be repeated", HelpName = "SECTION:KEY=VALUE" };
    private readonly Option<bool> _json = new("--json") { Description = "Write the result as JSON to standard output; progress still goes to standard error" };

    private JudgeCheckCommand()
    {
    }

    public static Command Create()
    {
        var options = new JudgeCheckCommand();
        var command = new Command("check", "Has a judge score episodes whose faults were planted, and says how far it is right")
        {
            options._episodes, options._seed, options._domain, options._minimum, options._show, options._queue, options._patience, options._set, options._json,
        };
        options._bus.AddTo(command);
        command.SetAction(options.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        // The handler of Ctrl-C is installed once the command has yielded for the first time.
        await Task.Yield();
        var console = CommandConsole.Create(arguments.GetValue(_json));
        using var host = JudgeHost.Build(_bus.Settings(arguments), SetOption.Parse(arguments.GetValue(_set) ?? []), console);
        var progress = host.Services.GetRequiredService<ProgressDisplay>();
        var episodes = await PlayAsync(arguments, progress, cancellationToken);
        var agreement = JudgeAgreement.Of(episodes, await JudgeAsync(host, episodes, arguments, progress, console, cancellationToken));
        if (console.Json)
        {
            console.Results.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(agreement, Indented));
        }
        else
        {
            AgreementTable.Write(console.Results, agreement, arguments.GetValue(_show) ?? 10);
        }

        return IsEnough(agreement, arguments.GetValue(_minimum), console) ? 0 : TooLittleAgreement;
    }

    private async Task<IReadOnlyList<LabelledEpisode>> PlayAsync(ParseResult arguments, ProgressDisplay progress, CancellationToken cancellationToken)
    {
        var count = arguments.GetValue(_episodes) ?? DefaultEpisodes;
        var seed = arguments.GetValue(_seed) ?? 1;
        progress.Start("Playing episodes with planted faults", count);
        using var world = new PlayedWorld(arguments.GetValue(_domain) is { } domain ? [domain] : DataSetGenerator.Domains, seed);
        var episodes = await new LabelledEpisodes(world, seed).PlayAsync(count, done => progress.Advance(done), cancellationToken);
        progress.Finish();
        return episodes;
    }

    private async Task<IReadOnlyDictionary<Guid, EpisodeJudged>> JudgeAsync(
        IHost host, IReadOnlyList<LabelledEpisode> episodes, ParseResult arguments, ProgressDisplay progress, CommandConsole console, CancellationToken cancellationToken)
    {
        await TarlHost.StartAsync(host, console.Messages, cancellationToken);
        try
        {
            progress.Start("Judging", episodes.Count);
            var judge = new JudgeOnBus(host.Services.GetRequiredService<IBus>(), host.Services.GetRequiredService<Judgements>());
            var judgements = await judge.JudgeAsync(
                episodes,
                arguments.GetValue(_queue) ?? EpisodeCompletedConsumerDefinition.Queue,
                TimeSpan.FromSeconds(arguments.GetValue(_patience) ?? DefaultPatience),
                done => progress.Advance(done),
                cancellationToken);
            progress.Finish();
            return host.Services.GetRequiredService<ServiceFailure>().Reason is { IsCompleted: true } failure ? throw new UserErrorException(await failure) : judgements;
        }
        finally
        {
            await TarlHost.StopAsync(host, console.Messages);
        }
    }

    private static bool IsEnough(JudgeAgreement agreement, double? minimum, CommandConsole console)
    {
        if (minimum is null || agreement.TurnAgreement.Value >= minimum)
        {
            return true;
        }

        console.Messages.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"The judge scores {agreement.TurnAgreement.Value:F4} of the turns right, less than the {minimum} demanded."));
        return false;
    }
}
