using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using Tarl.Cli.CommandLine;
using Tarl.Cli.Evaluate;
using Tarl.Cli.HostServices;
using Tarl.Cli.Output;
using Tarl.Cli.RunFolders;
using Tarl.Cli.Show;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using TaskChoice = Tarl.Cli.Evaluate.TaskChoice;

namespace Tarl.Cli.Chat;

/// <summary><c>chat</c>: somebody plays the user of a task, and a trained policy the agent.</summary>
internal sealed class ChatCommand
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly CommonOptions _common = new("The run whose policy and tasks are meant (default: the newest below runs/)");
    private readonly CheckpointChoice _checkpoint = new();
    private readonly TaskChoice _choice = new();
    private readonly Option<string?> _task = new("--task") { Description = "The id of the task whose user you play (default: the first)", HelpName = "ID" };
    private readonly Option<string?> _kind = new("--kind") { Description = "The first task of this kind: cancel, exchange, two-goals, math, …", HelpName = "KIND" };
    private readonly Option<double?> _temperature = Values.Number("--temperature", "0 takes the likeliest token (default 0)", 0.0, 10.0);

    private ChatCommand()
    {
    }

    public static Command Create()
    {
        var options = new ChatCommand();
        var command = new Command("chat", "Has you talk with a trained policy: you play the user of a task, and see what the agent says and calls, and what changes")
        {
            options._task, options._kind, options._temperature,
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
        if (_choice.IsGiven(arguments))
        {
            // Another domain's data may have to be made first.
            folder.Lock();
        }

        var settings = RunSettings.Load(folder.SettingsPath);
        var tasks = _choice.Find(arguments, folder, settings, console.Messages);
        var task = Pick(arguments, tasks);
        var checkpoint = _checkpoint.Find(arguments, folder);
        using var conversation = new ChatConversation(settings, Path.GetDirectoryName(Path.GetFullPath(tasks.Path))!, console);
        console.Messages.WriteLine($"Version {checkpoint.Version} of {folder.Path} is the agent. You are the user of {task.Id} ({task.Kind}):");
        console.Messages.WriteLine(task.Instruction);
        console.Messages.WriteLine($"{(Console.IsInputRedirected ? "The end of the input" : "Ctrl-D")} ends the conversation.");
        console.Messages.WriteLine();

        var printer = new TurnPrinter(console.Json ? Nowhere() : console.Results);
        var shown = 0;
        var episode = await conversation.HoldAsync(
            checkpoint, task, arguments.GetValue(_temperature) ?? 0, arguments.GetValue(_common.Seed) ?? settings.Seed,
            new Person(Console.In, () => Prompt(console)), Show, cancellationToken);
        foreach (var turn in episode.Turns.Skip(shown).Where(turn => turn.Role != TurnRole.User))
        {
            Show(turn);
        }

        if (episode.Failure is { } failure)
        {
            throw new UserErrorException($"The conversation failed at the boundary {failure.Boundary}: {failure.Message}");
        }

        Report(console, printer, episode, await conversation.VerifyAsync(episode, cancellationToken));
        return 0;

        void Show(Turn turn)
        {
            shown++;

            // A terminal shows what was typed there.
            if (turn.Role != TurnRole.User || Console.IsInputRedirected || Console.IsOutputRedirected)
            {
                printer.Print(turn);
            }
        }
    }

    /// <exception cref="UserErrorException">There is no such task.</exception>
    private TaskSpec Pick(ParseResult arguments, ChosenTasks tasks)
    {
        var (id, kind) = (arguments.GetValue(_task), arguments.GetValue(_kind));
        if (id is not null && kind is not null)
        {
            throw new UserErrorException("--task names one task already; leave out --kind.");
        }

        if (tasks.Tasks.FirstOrDefault(task => (id is null || task.Id == id) && (kind is null || task.Kind == kind)) is { } found)
        {
            return found;
        }

        throw new UserErrorException(id is not null
            ? $"{tasks.Path} has no task '{id}'; did you mean {NearestName.Of(id, tasks.Tasks.Select(task => task.Id))}?"
            : $"{tasks.Path} has no task of the kind '{kind}'; there are {string.Join(", ", tasks.Tasks.Select(task => task.Kind).Distinct().Order(StringComparer.Ordinal))}.");
    }

    private static void Prompt(CommandConsole console)
    {
        if (!Console.IsInputRedirected)
        {
            console.Messages.Markup($"[aqua]{TurnPrinter.User}[/]");
        }
    }

    private static void Report(CommandConsole console, TurnPrinter printer, EpisodeCompleted episode, IReadOnlyList<string> differences)
    {
        if (episode.StopReason == StopReason.TokenLimit)
        {
            console.Messages.WriteLine("The agent's turn was cut off, or the conversation has filled the policy's context: it cannot go on.");
        }

        if (console.Json)
        {
            console.Results.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(
                new ChatResult
                {
                    PolicyVersion = episode.Rollout.PolicyVersion,
                    Task = episode.Rollout.Task,
                    Turns = episode.Turns,
                    Changes = episode.Changes,
                    StopReason = episode.StopReason,
                    Success = differences.Count == 0,
                    Differences = differences,
                },
                Indented));
            return;
        }

        console.Results.WriteLine();
        printer.Line("bold", $"{(differences.Count == 0 ? "Success" : "No success")}; ended by {episode.StopReason}");
        printer.Print(differences, episode.Changes);
    }

    private static IAnsiConsole Nowhere() => CommandConsole.Create(TextWriter.Null, redirected: true);
}
