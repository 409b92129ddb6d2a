using MassTransit;
using Tarl.Contracts.Rewards;

namespace Tarl.Cli.CheckJudge;

/// <summary>Hears the judge.</summary>
internal sealed class EpisodeJudgedConsumer(Judgements judgements) : IConsumer<EpisodeJudged>
{
    public Task Consume(ConsumeContext<EpisodeJudged> context)
    {
        judgements.Add(context.Message);
        return Task.CompletedTask;
    }
}
