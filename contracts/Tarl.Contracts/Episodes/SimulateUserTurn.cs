using Tarl.Contracts.Curriculum;

namespace Tarl.Contracts.Episodes;

/// <summary>
/// Request: the user's next contribution. It carries the whole conversation as the user sees it (no tool turns),
/// so that any simulator replica can answer and a repeated request gets the same reply.
/// </summary>
public sealed record SimulateUserTurn
{
    public required Guid EpisodeId { get; init; }
    public required TaskSpec Task { get; init; }

    /// <summary>User and agent utterances so far, alternating, the user first; empty when the user is to open the conversation.</summary>
    public required IReadOnlyList<Utterance> Dialogue { get; init; }

    /// <summary>The episode's seed: the same seed and dialogue give the same reply.</summary>
    public required ulong Seed { get; init; }
}
