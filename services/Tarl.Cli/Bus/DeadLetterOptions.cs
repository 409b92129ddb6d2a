using System.CommandLine;
using RabbitMQ.Client;
using Tarl.Cli.CommandLine;
using Tarl.Cli.HostServices;
using Tarl.Cli.Output;
using Tarl.Messaging.DeadLetters;

namespace Tarl.Cli.Bus;

/// <summary>What the commands about dead letters have in common: which broker, which queues, how to print.</summary>
internal sealed class DeadLetterOptions
{
    private readonly BusOption _bus = new("The broker (default: Bus__Url)");
    private readonly Option<string?> _queue = new("--queue") { Description = "One queue alone, by its name with or without _error (default: those of all services)", HelpName = "NAME" };
    private readonly Option<bool> _json = new("--json") { Description = "Write the result as JSON to standard output" };

    public void AddTo(Command command)
    {
        _bus.AddTo(command);
        command.Options.Add(_queue);
        command.Options.Add(_json);
    }

    public CommandConsole Console(ParseResult arguments) => CommandConsole.Create(arguments.GetValue(_json));

    /// <exception cref="UserErrorException">No broker is named.</exception>
    public Task<IConnection> ConnectAsync(ParseResult arguments, CancellationToken cancellationToken) =>
        _bus.Broker(arguments).ConnectAsync("tarl bus", cancellationToken);

    /// <summary>The error queues that are meant.</summary>
    public IReadOnlyList<string> Queues(ParseResult arguments) =>
        arguments.GetValue(_queue) is { } one ? DeadLetterQueues.Of(one) : [.. ServiceQueues.All().SelectMany(DeadLetterQueues.Of)];
}
