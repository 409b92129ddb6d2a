using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Policy;

namespace Tarl.Contracts.Episodes;

/// <summary>Event: an episode has ended, well or badly. Carries all that a verifier and a judge need.</summary>
public sealed record EpisodeCompleted
{
    public required Guid EpisodeId { get; init; }

    /// <summary>The order that this episode carried out.</summary>
    public required RequestRollout Rollout { get; init; }

    /// <summary>The trajectory, in order of time.</summary>
    public required IReadOnlyList<Turn> Turns { get; init; }

    /// <summary>What the sandbox recorded as changed, in no particular order.</summary>
    public required IReadOnlyList<StateChange> Changes { get; init; }

    public required StopReason StopReason { get; init; }

    /// <summary>Set if and only if <see cref="StopReason"/> is <see cref="StopReason.Failed"/>.</summary>
    public EpisodeFailure? Failure { get; init; }

    /// <summary>Where the episode's tokens lie; null if no policy server took part.</summary>
    public LedgerReference? Ledger { get; init; }
}
