using System.CommandLine;
using System.Text.Json;
using Tarl.Messaging.DeadLetters;

namespace Tarl.Cli.Bus;

/// <summary><c>bus retry</c>: sends dead letters back to the queues that they came from.</summary>
internal sealed class BusRetryCommand
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly DeadLetterOptions _options = new();
    private readonly Option<string?> _id = new("--id") { Description = "One message alone, by the id that `bus errors` shows", HelpName = "ID" };

    private BusRetryCommand()
    {
    }

    public static Command Create()
    {
        var options = new BusRetryCommand();
        var command = new Command("retry", "Sends messages that no service could handle to their queues again") { options._id };
        options._options.AddTo(command);
        command.SetAction(options.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var console = _options.Console(arguments);
        var id = arguments.GetValue(_id);
        await using var connection = await _options.ConnectAsync(arguments, cancellationToken);
        var queues = new DeadLetterQueues(connection);
        var sent = new List<DeadLetter>();
        foreach (var queue in _options.Queues(arguments))
        {
            sent.AddRange(await queues.SendAgainAsync(queue, letter => id is null || letter.Id == id, cancellationToken));
        }

        if (id is not null && sent.Count == 0)
        {
            throw new UserErrorException($"No message with the id {id} lies in an error queue.");
        }

        if (console.Json)
        {
            console.Results.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(sent, Indented));
        }
        else
        {
            console.Results.Profile.Out.Writer.WriteLine($"{sent.Count} sent again.");
        }

        return 0;
    }
}
