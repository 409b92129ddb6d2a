using MassTransit;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;
using Tarl.Messaging.Publish;
using Tarl.ServiceDefaults.CpuAccounting;

namespace Tarl.Judge.JudgeEpisode;

/// <summary>
/// Publishes the scores of one episode's agent turns. They depend on the message alone, so a redelivered message repeats them word for word.
/// </summary>
public sealed class EpisodeCompletedConsumer(RuleJudge judge) : IConsumer<EpisodeCompleted>
{
    public Task Consume(ConsumeContext<EpisodeCompleted> context)
    {
        var episode = context.Message;
        var judged = episode.StopReason == StopReason.Failed ? Undecided(episode, Describe(episode.Failure)) : Judged(episode);
        JudgeMetrics.Decided(judged);
        return context.PublishConfirmedAsync(judged, context.CancellationToken);
    }

    private EpisodeJudged Judged(EpisodeCompleted episode)
    {
        using var charge = CpuLedger.For(CpuAccount.Judge);
        return new EpisodeJudged { EpisodeId = episode.EpisodeId, Scores = judge.Score(episode) };
    }

    internal static EpisodeJudged Undecided(EpisodeCompleted episode, string failure) => new()
    {
        EpisodeId = episode.EpisodeId,
        Scores = [],
        Failure = failure,
    };

    private static string Describe(EpisodeFailure? failure) => failure is null
        ? "The episode failed and did not say where."
        : $"The episode failed at the {failure.Boundary} boundary: {failure.Message}";
}
