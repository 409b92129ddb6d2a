namespace Tarl.Learner.RecordEpisodes;

/// <summary>What became of a rollout that was asked for; none of these as long as it is under way or waits to be learnt from.</summary>
public enum RolloutOutcome
{
    /// <summary>Recorded to be imitated.</summary>
    Demonstrated,

    /// <summary>An update has learnt from it.</summary>
    Trained,

    /// <summary>It went well, and no update learnt from it; the reason is told.</summary>
    Dropped,

    /// <summary>Something outside the policy failed; the reason is told.</summary>
    Failed,

    /// <summary>Recorded to measure.</summary>
    Evaluated,
}
