using System.CommandLine;
using System.Text.Json;
using Tarl.Messaging.DeadLetters;

namespace Tarl.Cli.Bus;

/// <summary><c>bus errors</c>: what lies in the error queues, and why.</summary>
internal sealed class BusErrorsCommand
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly DeadLetterOptions _options = new();

    private BusErrorsCommand()
    {
    }

    public static Command Create()
    {
        var options = new BusErrorsCommand();
        var command = new Command("errors", "Lists the messages that no service could handle: queue, type, when, why, how often");
        options._options.AddTo(command);
        command.SetAction(options.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var console = _options.Console(arguments);
        await using var connection = await _options.ConnectAsync(arguments, cancellationToken);
        var queues = new DeadLetterQueues(connection);
        var letters = new List<DeadLetter>();
        foreach (var queue in _options.Queues(arguments))
        {
            letters.AddRange(await queues.ListAsync(queue, cancellationToken));
        }

        if (console.Json)
        {
            console.Results.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(letters, Indented));
        }
        else
        {
            DeadLetterTable.Write(console.Results, letters);
        }

        return 0;
    }
}
