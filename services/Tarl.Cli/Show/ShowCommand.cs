using System.CommandLine;
using System.Text.Json;
using Tarl.Cli.CommandLine;
using Tarl.Cli.RunFolders;

namespace Tarl.Cli.Show;

/// <summary><c>show</c>: one recorded episode as a conversation.</summary>
internal sealed class ShowCommand
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly CommonOptions _common = new("The run that recorded the episode (default: the newest below runs/)");
    private readonly Argument<string?> _episode = Values.Word<string?>("EPISODE", "The episode's id; without it, the first that meets the conditions", ArgumentArity.ZeroOrOne);
    private readonly Option<string?> _batch = new("--batch") { Description = "demonstrations, update-N, evaluation-base, evaluation-trained, …" };
    private readonly Option<string?> _task = new("--task") { Description = "The task's id" };
    private readonly Option<string?> _kind = new("--kind") { Description = "The task's kind: cancel, exchange, two-goals, math, …" };
    private readonly Option<int?> _trial = new("--trial") { Description = "The episode's number within its group, from 0" };
    private readonly Option<bool> _failed = new("--failed") { Description = "Only episodes that did not succeed" };
    private readonly Option<bool> _succeeded = new("--succeeded") { Description = "Only episodes that succeeded" };

    private ShowCommand()
    {
    }

    public static Command Create()
    {
        var options = new ShowCommand();
        var command = new Command("show", "Prints an episode as a conversation: tool calls, turn scores, reward, and where it failed")
        {
            options._episode, options._batch, options._task, options._kind, options._trial, options._failed, options._succeeded,
        };
        options._common.AddTo(command);
        command.SetAction(options.Run);
        return command;
    }

    private int Run(ParseResult arguments)
    {
        var console = _common.Console(arguments);
        var folder = RunFolder.OpenOrLatest(arguments.GetValue(_common.Run));
        var conditions = Conditions(arguments);
        var episode = RecordedEpisodes.Find(folder.EpisodesPath, conditions)
            ?? throw new UserErrorException(conditions.Count == 0
                ? "The run has recorded no episodes yet."
                : $"The run has recorded no episode with {string.Join(", ", conditions.Select(condition => $"{condition.Key} {condition.Value}"))}.");
        if (console.Json)
        {
            console.Results.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(episode, Indented));
        }
        else
        {
            new ConversationPrinter(console.Results).Print(episode);
        }

        return 0;
    }

    private Dictionary<string, object> Conditions(ParseResult arguments)
    {
        if (arguments.GetValue(_failed) && arguments.GetValue(_succeeded))
        {
            throw new UserErrorException("--failed and --succeeded exclude each other.");
        }

        var conditions = new Dictionary<string, object>();
        Add("id", arguments.GetValue(_episode));
        Add("batch", arguments.GetValue(_batch));
        Add("task_id", arguments.GetValue(_task));
        Add("kind", arguments.GetValue(_kind));
        Add("trial", arguments.GetValue(_trial));
        Add("success", arguments.GetValue(_failed) ? 0 : arguments.GetValue(_succeeded) ? 1 : null);
        return conditions;

        void Add(string column, object? value)
        {
            if (value is not null)
            {
                conditions.Add(column, value);
            }
        }
    }
}
