using MassTransit;
using Tarl.Contracts.Rewards;

namespace Tarl.Benchmarks.Bus;

/// <summary>Hears of every score, as the command line does.</summary>
internal sealed class CommandLineConsumer(EpisodeJoin join) : IConsumer<EpisodeScored>
{
    public Task Consume(ConsumeContext<EpisodeScored> context)
    {
        join.Scored(context.Message);
        return Task.CompletedTask;
    }
}
