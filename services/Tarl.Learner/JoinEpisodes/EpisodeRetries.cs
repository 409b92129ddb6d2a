using Tarl.Contracts.Curriculum;
using Tarl.Learner.UpdatePolicy;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Learner.JoinEpisodes;

/// <summary>Has training episodes that failed outside the policy played again, so that their groups are complete.</summary>
public sealed class EpisodeRetries(ReinforcementOptions options, LearnerOptions learner)
{
    /// <summary>The order to play the episode again, by another id and seed; null if it did not fail or has failed often enough.</summary>
    /// <param name="failedBefore">How often episodes in its place, in batch and group, have failed before.</param>
    public RequestRollout? Next(JoinedEpisode episode, int failedBefore)
    {
        var rollout = episode.Completed.Rollout;
        if (episode.Failure is null || rollout.Purpose != RolloutPurpose.Training || failedBefore >= options.EpisodeRetries)
        {
            return null;
        }

        var name = $"{rollout.Batch}/retry-{failedBefore + 1}";
        return rollout with
        {
            EpisodeId = EpisodeIds.From(learner.Seed, name, rollout.Group, rollout.Trial),
            Seed = SeededRandom.Derive(learner.Seed, $"{name}/{rollout.Group}/{rollout.Trial}"),
        };
    }
}
