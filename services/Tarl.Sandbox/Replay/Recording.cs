using Tarl.Contracts.Episodes;

namespace Tarl.Sandbox.Replay;

/// <summary>One line of a file of recorded episodes.</summary>
internal sealed record Recording
{
    /// <summary><c>v1</c> or <c>v2</c>.</summary>
    public required string Version { get; init; }

    public required string Domain { get; init; }

    /// <summary>Where the recording comes from, such as <c>train-17</c>; empty if the line does not say.</summary>
    public string Source { get; init; } = "";

    public required IReadOnlyList<ToolCall> Actions { get; init; }

    /// <summary>What the recording says happened; null if the line has only actions.</summary>
    public ReplayOutcome? Recorded { get; init; }
}
