using MassTransit;
using Tarl.Contracts.Rewards;
using Tarl.Messaging.Publish;

namespace Tarl.Cli.CheckJudge;

/// <summary>Has the judge that listens on the bus score episodes, whatever it is and wherever it runs.</summary>
internal sealed class JudgeOnBus(ISendEndpointProvider bus, Judgements judgements, TimeProvider time)
{
    /// <summary>Episodes that a judge has at once: enough to keep one busy that asks a language model.</summary>
    private const int AtOnce = 64;

    /// <param name="queue">The judge's, so that nobody else gets the episodes.</param>
    /// <param name="patience">How long to wait for the next judgement.</param>
    /// <param name="progress">Told how many episodes have been judged.</param>
    /// <exception cref="UserErrorException">No judge answers.</exception>
    public async Task<IReadOnlyDictionary<Guid, EpisodeJudged>> JudgeAsync(
        IReadOnlyList<LabelledEpisode> episodes, string queue, TimeSpan patience, Action<int> progress, CancellationToken cancellationToken)
    {
        var endpoint = await bus.GetSendEndpoint(new Uri($"exchange:{queue}"));
        var waiting = episodes.Select(episode => episode.Episode.EpisodeId).ToHashSet();
        var judged = new Dictionary<Guid, EpisodeJudged>();
        var sent = 0;
        while (waiting.Count > 0)
        {
            while (sent < episodes.Count && sent - judged.Count < AtOnce)
            {
                await endpoint.SendReceivedAsync(episodes[sent++].Episode, cancellationToken);
            }

            var next = await NextAsync(patience, judged.Count, cancellationToken);
            if (waiting.Remove(next.EpisodeId))
            {
                judged.Add(next.EpisodeId, next);
                progress(judged.Count);
            }
        }

        return judged;
    }

    private async Task<EpisodeJudged> NextAsync(TimeSpan patience, int judged, CancellationToken cancellationToken)
    {
        try
        {
            return await judgements.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(patience, time, cancellationToken);
        }
        catch (TimeoutException timeout)
        {
            throw new UserErrorException($"The judge has answered {judged} episodes, and then nothing for {patience.TotalSeconds:F0} s; does it run, and on the same --bus and --queue?", timeout);
        }
    }
}
