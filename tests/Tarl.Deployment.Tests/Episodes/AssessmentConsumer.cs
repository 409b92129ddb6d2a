using MassTransit;
using Tarl.Contracts.Rewards;

namespace Tarl.Deployment.Tests.Episodes;

internal sealed class AssessmentConsumer(Assessments assessments) : IConsumer<EpisodeVerified>, IConsumer<EpisodeJudged>
{
    public Task Consume(ConsumeContext<EpisodeVerified> context) => Add(context.Message.EpisodeId);

    public Task Consume(ConsumeContext<EpisodeJudged> context) => Add(context.Message.EpisodeId);

    private Task Add(Guid episodeId)
    {
        assessments.Add(episodeId);
        return Task.CompletedTask;
    }
}
