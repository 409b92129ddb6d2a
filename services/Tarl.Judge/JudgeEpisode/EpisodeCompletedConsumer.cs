using MassTransit;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;
using Tarl.LanguageModels;
using Tarl.Messaging.Publish;

namespace Tarl.Judge.JudgeEpisode;

/// <summary>
/// Publishes the scores of one episode's agent turns. The rules' depend on the message alone, so a redelivered message repeats them word for word; so do a
/// language model's with a cache.
/// </summary>
public sealed class EpisodeCompletedConsumer(IJudge judge) : IConsumer<EpisodeCompleted>
{
    public async Task Consume(ConsumeContext<EpisodeCompleted> context)
    {
        var episode = context.Message;
        var judged = episode.StopReason == StopReason.Failed
            ? Undecided(episode, Describe(episode.Failure))
            : await JudgeAsync(episode, context.CancellationToken);
        JudgeMetrics.Decided(judged);
        await context.PublishConfirmedAsync(judged, context.CancellationToken);
    }

    // A language model's client has tried as long as it is to: the bus need not begin again.
    private async Task<EpisodeJudged> JudgeAsync(EpisodeCompleted episode, CancellationToken cancellationToken)
    {
        try
        {
            return new EpisodeJudged { EpisodeId = episode.EpisodeId, Scores = await judge.ScoreAsync(episode, cancellationToken) };
        }
        catch (LanguageModelException failure)
        {
            return Undecided(episode, $"The judge failed: {failure.Message}");
        }
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
