using Tarl.Contracts.Curriculum;
using Tarl.Learner.UpdatePolicy;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Learner.JoinEpisodes;

/// <summary>Has training episodes that failed outside the policy played again, so that their groups are complete. One caller at a time.</summary>
public sealed class EpisodeRetries(ReinforcementOptions options, LearnerOptions learner)
{
    private readonly Dictionary<(string Batch, int Group, int Trial), int> _retries = [];

    /// <summary>The order to play the episode again, by another id and seed; null if it did not fail or has failed often enough.</summary>
    public RequestRollout? Next(JoinedEpisode episode)
    {
        var rollout = episode.Completed.Rollout;
        var place = (rollout.Batch, rollout.Group, rollout.Trial);
        var retry = _retries.GetValueOrDefault(place) + 1;
        if (episode.Failure is null || rollout.Purpose != RolloutPurpose.Training || retry > options.EpisodeRetries)
        {
            return null;
        }

        _retries[place] = retry;
        var name = $"{rollout.Batch}/retry-{retry}";
        return rollout with
        {
            EpisodeId = EpisodeIds.From(learner.Seed, name, rollout.Group, rollout.Trial),
            Seed = SeededRandom.Derive(learner.Seed, $"{name}/{rollout.Group}/{rollout.Trial}"),
        };
    }

    /// <summary>How many episodes of a batch were played again; the batch is done with.</summary>
    public int Take(string batch)
    {
        var places = _retries.Where(retry => retry.Key.Batch == batch).ToArray();
        foreach (var (place, _) in places)
        {
            _retries.Remove(place);
        }

        return places.Sum(retry => retry.Value);
    }
}
