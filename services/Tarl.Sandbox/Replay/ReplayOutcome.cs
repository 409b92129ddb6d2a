using System.Text.Json;

namespace Tarl.Sandbox.Replay;

/// <summary>What happened in an episode, in the recordings' form.</summary>
internal sealed record ReplayOutcome
{
    /// <summary>The exact text of each action's observation; null where a tool gave nothing back.</summary>
    public required IReadOnlyList<string?> Observations { get; init; }

    /// <summary>Did the action fail?</summary>
    public required IReadOnlyList<bool> Errors { get; init; }

    /// <summary>False where the text is the original's language runtime's and only the failure is compared; empty if all are exact.</summary>
    public IReadOnlyList<bool> Exact { get; init; } = [];

    /// <summary>Each a list [table, id, path, before, after]; a missing side is <c>{"$absent": true}</c>.</summary>
    public required IReadOnlyList<JsonElement> Changes { get; init; }
}
