using Tarl.Contracts.Curriculum;

namespace Tarl.Learner.RecordEpisodes;

/// <summary>Episodes that are used together.</summary>
/// <param name="Name">As in <see cref="RequestRollout.Batch"/>.</param>
/// <param name="Size">Places in it: an episode that is played again takes the place of the one that failed.</param>
/// <param name="Update">The update that learns from it; null for one that none does.</param>
public sealed record Batch(string Name, int Size, RolloutPurpose Purpose, int? Update)
{
    public static Batch Of(RequestRollout rollout) => new(rollout.Batch, rollout.BatchSize, rollout.Purpose, rollout.Update);
}
