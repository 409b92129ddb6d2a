using Tarl.Contracts.Episodes;

namespace Tarl.RolloutWorker.RunEpisode;

/// <summary>Something outside the policy failed while an episode ran.</summary>
public sealed class BoundaryException(Boundary boundary, Exception cause) : Exception(cause.Message, cause)
{
    public Boundary Boundary { get; } = boundary;
}
