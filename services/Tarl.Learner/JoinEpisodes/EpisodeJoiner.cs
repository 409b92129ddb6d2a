using System.Threading.Channels;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;

namespace Tarl.Learner.JoinEpisodes;

/// <summary>Brings together the three events about an episode, in whatever order and however often they come.</summary>
public sealed class EpisodeJoiner
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Parts> _parts = [];
    private readonly HashSet<Guid> _joined = [];
    private readonly Channel<JoinedEpisode> _episodes = Channel.CreateUnbounded<JoinedEpisode>(new() { SingleReader = true });

    /// <summary>Complete episodes, each once.</summary>
    public ChannelReader<JoinedEpisode> Episodes => _episodes.Reader;

    public void Add(EpisodeCompleted completed) => Add(completed.EpisodeId, parts => parts with { Completed = completed });

    public void Add(EpisodeVerified verified) => Add(verified.EpisodeId, parts => parts with { Verified = verified });

    public void Add(EpisodeJudged judged) => Add(judged.EpisodeId, parts => parts with { Judged = judged });

    private void Add(Guid episodeId, Func<Parts, Parts> add)
    {
        lock (_lock)
        {
            if (_joined.Contains(episodeId))
            {
                return;
            }

            var parts = add(_parts.GetValueOrDefault(episodeId) ?? new Parts(null, null, null));
            if (parts is { Completed: { } completed, Verified: { } verified, Judged: { } judged })
            {
                _parts.Remove(episodeId);
                _joined.Add(episodeId);
                _episodes.Writer.TryWrite(new JoinedEpisode(completed, verified, judged));
            }
            else
            {
                _parts[episodeId] = parts;
            }
        }
    }

    private sealed record Parts(EpisodeCompleted? Completed, EpisodeVerified? Verified, EpisodeJudged? Judged);
}
