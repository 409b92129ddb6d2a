using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;

namespace Tarl.Cli.Chat;

/// <summary>A conversation as <c>chat --json</c> writes it.</summary>
internal sealed record ChatResult
{
    public required int PolicyVersion { get; init; }
    public required TaskSpec Task { get; init; }
    public required IReadOnlyList<Turn> Turns { get; init; }
    public required IReadOnlyList<StateChange> Changes { get; init; }
    public required StopReason StopReason { get; init; }

    /// <summary>The verifier's word.</summary>
    public required bool Success { get; init; }

    /// <summary>What speaks against success; empty if nothing does.</summary>
    public required IReadOnlyList<string> Differences { get; init; }
}
