namespace Tarl.Learner.Advantages.Gates;

/// <summary>Decides which groups of episodes are admitted to an update, by whatever algorithm. Pure.</summary>
public interface IGroupGate
{
    /// <summary>The name it is chosen by: <c>all</c>, <c>zero-variance</c>, <c>pass-rate-band</c>.</summary>
    string Name { get; }

    /// <summary>The section of the configuration that it alone reads; null if it has no options.</summary>
    string? Section { get; }

    /// <summary>Why a group is not admitted, in a word that it is counted by; null if it is.</summary>
    /// <param name="members">The group's valid episodes, at least one.</param>
    string? Refuse(IReadOnlyList<RewardedEpisode> members);
}
