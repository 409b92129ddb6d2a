using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tarl.Cli.CommandLine;
using Tarl.Cli.Conform.Suites;
using Tarl.Cli.Output;

namespace Tarl.Cli.Conform;

/// <summary><c>conform</c>: whether a service does on a bus what a service of its kind must do.</summary>
internal sealed class ConformCommand
{
    private const int Nonconforming = 2;
    private const double DefaultPatience = 60;

    private static readonly JsonSerializerOptions Indented =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly BusOption _bus = new("The broker and virtual host that the service is on (default: Bus__Url)");
    private readonly Option<string[]> _case = new("--case") { Description = "One case alone, or several with --case again (default: all); --list names them", HelpName = "NAME" };
    private readonly Option<bool> _list = new("--list") { Description = "Name the cases and what each expects, and play none" };
    private readonly Option<string?> _queue = new("--queue") { Description = "The queue that the service consumes from (default: that of the service of this project)", HelpName = "NAME" };
    private readonly Option<string?> _data = new("--data") { Description = "A folder with train.jsonl and data sets that the verifier's sandbox has, too, such as a run's data: for cases with writes", HelpName = "DIR" };
    private readonly Option<double?> _patience = Values.Number("--patience", $"Seconds that whatever must come may take (default {DefaultPatience:F0})", 1.0, 86400.0);
    private readonly Option<bool> _json = new("--json") { Description = "Write the result as JSON to standard output" };

    private ConformCommand()
    {
    }

    /// <summary>The command and, by name, its commands for each kind of service.</summary>
    public static (Command Conform, IReadOnlyDictionary<string, Command> Services) Create()
    {
        var services = new Dictionary<string, Command>
        {
            ["judge"] = new ConformCommand().Judge(),
            ["simulator"] = new ConformCommand().Simulator(),
            ["verifier"] = new ConformCommand().Verifier(),
            ["curriculum"] = new ConformCommand().Curriculum(),
        };
        var conform = new Command("conform", "Plays ordinary, odd and hostile messages to a service on a bus, and says where it does other than it must");
        foreach (var service in services.Values)
        {
            conform.Subcommands.Add(service);
        }

        return (conform, services);
    }

    private Command Judge() => Command(
        "judge", "A judge: EpisodeCompleted → EpisodeJudged", (arguments, _) => Task.FromResult<IConformanceSuite>(new JudgeSuite(arguments.GetValue(_queue))), _queue);

    private Command Simulator() => Command(
        "simulator", "A user simulator: SimulateUserTurn → UserTurnSimulated", (arguments, _) => Task.FromResult<IConformanceSuite>(new SimulatorSuite(arguments.GetValue(_queue))), _queue);

    private Command Verifier() => Command(
        "verifier",
        "A verifier: EpisodeCompleted → EpisodeVerified",
        async (arguments, cancellationToken) => new VerifierSuite(
            arguments.GetValue(_queue), arguments.GetValue(_data) is { } folder ? await PlayedEpisodes.PlayAsync(folder, cancellationToken) : []),
        _queue,
        _data);

    private Command Curriculum() => Command(
        "curriculum",
        "A curriculum: StartCloning, StartReinforcement, UpdateCompleted → RequestRollout",
        (_, _) => Task.FromResult<IConformanceSuite>(new CurriculumSuite()));

    private Command Command(string name, string description, Func<ParseResult, CancellationToken, Task<IConformanceSuite>> suite, params Option[] further)
    {
        var command = new Command(name, description) { _case, _list, _patience, _json };
        foreach (var option in further)
        {
            command.Options.Add(option);
        }

        _bus.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            // The handler of Ctrl-C is installed once the command has yielded for the first time.
            await Task.Yield();
            return await RunAsync(name, await suite(arguments, cancellationToken), arguments, cancellationToken);
        });
        return command;
    }

    private async Task<int> RunAsync(string service, IConformanceSuite suite, ParseResult arguments, CancellationToken cancellationToken)
    {
        var console = CommandConsole.Create(arguments.GetValue(_json));
        var output = console.Results.Profile.Out.Writer;
        var cases = Chosen(suite, arguments.GetValue(_case) ?? []);
        if (arguments.GetValue(_list))
        {
            output.WriteLine(console.Json
                ? JsonSerializer.Serialize(cases.Select(one => new { one.Name, one.Expects }), Indented)
                : string.Join('\n', cases.Select(one => $"{one.Name,-26}{one.Expects}")));
            return 0;
        }

        var broker = _bus.Broker(arguments);
        await using var connection = await broker.ConnectAsync("tarl conform", cancellationToken);
        var patience = TimeSpan.FromSeconds(arguments.GetValue(_patience) ?? DefaultPatience);
        var run = new ConformanceRun(connection, broker.Address, patience, TimeProvider.System);
        var results = await run.PlayAsync(suite, cases, result => Say(result, console, output), cancellationToken);
        var failed = results.Count(result => !result.Passed);
        output.WriteLine(console.Json
            ? JsonSerializer.Serialize(new { Service = service, Passed = results.Count - failed, Failed = failed, Cases = results }, Indented)
            : $"{results.Count - failed} passed, {failed} failed");
        return failed == 0 ? 0 : Nonconforming;
    }

    private static List<ConformanceCase> Chosen(IConformanceSuite suite, string[] names)
    {
        var cases = suite.Cases;
        if (names.FirstOrDefault(name => cases.All(one => one.Name != name)) is { } unknown)
        {
            throw new UserErrorException($"There is no case '{unknown}'; there are {string.Join(", ", cases.Select(one => one.Name))}.");
        }

        return [.. cases.Where(one => names.Length == 0 || names.Contains(one.Name))];
    }

    private static void Say(CaseResult result, CommandConsole console, TextWriter output)
    {
        if (console.Json) return;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(result.Passed ? "pass" : "FAIL")}  {result.Name,-26}{result.Seconds,7:F1} s"));
        if (result.Passed) return;
        output.WriteLine($"      expected: {result.Expected}");
        output.WriteLine($"      came:     {Plain(result.Came!)}");
    }

    /// <summary>What a service wrote must not steer the terminal.</summary>
    private static string Plain(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
