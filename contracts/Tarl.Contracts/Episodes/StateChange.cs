using System.Text.Json;

namespace Tarl.Contracts.Episodes;

/// <summary>One difference between an episode's final and initial database.</summary>
public sealed record StateChange
{
    public required string Table { get; init; }
    public required string Id { get; init; }

    /// <summary>Keys (strings) and list positions (integers) from the row's root to the changed value; empty if the whole row is new or gone.</summary>
    public required IReadOnlyList<JsonElement> Path { get; init; }

    /// <summary>The value before; null if there was none.</summary>
    public JsonElement? Before { get; init; }

    /// <summary>The value after; null if there is none.</summary>
    public JsonElement? After { get; init; }
}
