using System.Threading.Channels;

namespace Tarl.Cli.HostServices;

/// <summary>The events of a run in the order in which they reached the command line.</summary>
public sealed class RunEvents
{
    private readonly Channel<object> _events = Channel.CreateUnbounded<object>(new() { SingleReader = true });

    public ChannelReader<object> Reader => _events.Reader;

    public void Add(object message) => _events.Writer.TryWrite(message);
}
