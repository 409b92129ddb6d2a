namespace Tarl.RolloutWorker.RunEpisode;

/// <summary>
/// Keeps an order that is delivered again, as after a lost connection, from being played beside itself: both would write to the same place in the
/// ledger. One that is delivered after the first is done is played again, to the same end.
/// </summary>
public sealed class EpisodesInFlight
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, TaskCompletionSource<bool>> _episodes = [];

    /// <summary>Plays; or, if the episode is being played, waits for that to succeed, and plays only if it fails.</summary>
    public async Task OnceAsync(Guid episodeId, Func<Task> play)
    {
        TaskCompletionSource<bool>? other;
        while ((other = Enter(episodeId)) is not null)
        {
            if (await other.Task)
            {
                return;
            }
        }

        var succeeded = false;
        try
        {
            await play();
            succeeded = true;
        }
        finally
        {
            Leave(episodeId, succeeded);
        }
    }

    /// <returns>Who plays the episode already; null if it is the caller's now.</returns>
    private TaskCompletionSource<bool>? Enter(Guid episodeId)
    {
        lock (_lock)
        {
            if (_episodes.TryGetValue(episodeId, out var other))
            {
                return other;
            }

            _episodes.Add(episodeId, new(TaskCreationOptions.RunContinuationsAsynchronously));
            return null;
        }
    }

    private void Leave(Guid episodeId, bool succeeded)
    {
        lock (_lock)
        {
            _episodes.Remove(episodeId, out var mine);
            mine!.SetResult(succeeded);
        }
    }
}
