using System.Threading.Channels;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;
using Tarl.Learner.RecordEpisodes;

namespace Tarl.Learner.JoinEpisodes;

/// <summary>
/// Brings together the three events about an episode, in whatever order and however often they come. A message is done with only when what it tells is
/// recorded: until then the broker keeps it for a learner that is started anew.
/// </summary>
public sealed class EpisodeJoiner(RolloutStore store)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Parts> _parts = [];
    private readonly HashSet<Guid> _recorded = store.Ended();
    private readonly Channel<Arrival> _arrivals = Channel.CreateUnbounded<Arrival>(new() { SingleReader = true });

    /// <summary>Orders, and complete episodes, each of these once.</summary>
    public ChannelReader<Arrival> Arrivals => _arrivals.Reader;

    /// <returns>Done when the order is recorded.</returns>
    public Task AddAsync(RequestRollout order)
    {
        var arrival = new OrderArrival(order);
        _arrivals.Writer.TryWrite(arrival);
        return arrival.Recorded.Task;
    }

    /// <returns>Done when the episode is recorded, whole.</returns>
    public Task AddAsync(EpisodeCompleted completed) => AddAsync(completed.EpisodeId, parts => parts.Completed = completed);

    /// <inheritdoc cref="AddAsync(EpisodeCompleted)"/>
    public Task AddAsync(EpisodeVerified verified) => AddAsync(verified.EpisodeId, parts => parts.Verified = verified);

    /// <inheritdoc cref="AddAsync(EpisodeCompleted)"/>
    public Task AddAsync(EpisodeJudged judged) => AddAsync(judged.EpisodeId, parts => parts.Judged = judged);

    /// <summary>Whoever brought a part of the episode can forget it, and whatever else comes about it is passed over.</summary>
    public void SetRecorded(EpisodeArrival arrival)
    {
        lock (_lock)
        {
            _parts.Remove(arrival.Episode.Completed.EpisodeId);
            _recorded.Add(arrival.Episode.Completed.EpisodeId);
        }

        arrival.Recorded.SetResult();
    }

    private Task AddAsync(Guid episodeId, Action<Parts> add)
    {
        lock (_lock)
        {
            if (_recorded.Contains(episodeId))
            {
                return Task.CompletedTask;
            }

            if (!_parts.TryGetValue(episodeId, out var parts))
            {
                _parts.Add(episodeId, parts = new Parts());
            }

            if (!parts.AreJoined)
            {
                add(parts);
                if (parts is { Completed: { } completed, Verified: { } verified, Judged: { } judged })
                {
                    parts.AreJoined = true;
                    _arrivals.Writer.TryWrite(new EpisodeArrival(new JoinedEpisode(completed, verified, judged), parts.Recorded));
                }
            }

            return parts.Recorded.Task;
        }
    }

    private sealed class Parts
    {
        public EpisodeCompleted? Completed { get; set; }
        public EpisodeVerified? Verified { get; set; }
        public EpisodeJudged? Judged { get; set; }
        public bool AreJoined { get; set; }
        public TaskCompletionSource Recorded { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
