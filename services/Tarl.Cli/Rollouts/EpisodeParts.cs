using Tarl.Cli.HostServices;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;
using Tarl.Learner.JoinEpisodes;

namespace Tarl.Cli.Rollouts;

/// <summary>Brings the three events of an episode together, for a command that keeps nothing beyond its end: a learner does so durably.</summary>
internal sealed class EpisodeParts(RunEvents events)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, (EpisodeCompleted? Completed, EpisodeVerified? Verified, EpisodeJudged? Judged)> _parts = [];

    public void Add(Guid episodeId, EpisodeCompleted? completed = null, EpisodeVerified? verified = null, EpisodeJudged? judged = null)
    {
        lock (_lock)
        {
            var known = _parts.GetValueOrDefault(episodeId);
            var parts = _parts[episodeId] = (completed ?? known.Completed, verified ?? known.Verified, judged ?? known.Judged);
            if (parts is { Completed: not null, Verified: not null, Judged: not null })
            {
                _parts.Remove(episodeId);
                events.Add(new JoinedEpisode(parts.Completed, parts.Verified, parts.Judged));
            }
        }
    }
}
