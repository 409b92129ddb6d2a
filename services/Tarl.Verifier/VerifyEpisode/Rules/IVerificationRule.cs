using Tarl.Contracts.Episodes;

namespace Tarl.Verifier.VerifyEpisode.Rules;

/// <summary>One thing that must hold for an episode to be a success.</summary>
public interface IVerificationRule
{
    /// <summary>What differs from how it should be, in words a person understands; nothing if the rule is satisfied.</summary>
    IEnumerable<string> FindDifferences(EpisodeCompleted episode, IReadOnlyList<StateChange> expectedChanges);
}
