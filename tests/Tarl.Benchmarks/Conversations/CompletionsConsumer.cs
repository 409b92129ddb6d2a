using System.Diagnostics;
using MassTransit;
using Tarl.Contracts.Episodes;

namespace Tarl.Benchmarks.Conversations;

/// <summary>Hears of every episode that ends.</summary>
internal sealed class CompletionsConsumer(Completions completions) : IConsumer<EpisodeCompleted>
{
    public Task Consume(ConsumeContext<EpisodeCompleted> context)
    {
        var episode = context.Message;
        completions.Add(new Completed(
            Stopwatch.GetTimestamp(), episode.Turns.Count(turn => turn.Role == TurnRole.User), episode.StopReason == StopReason.Failed));
        return Task.CompletedTask;
    }
}
