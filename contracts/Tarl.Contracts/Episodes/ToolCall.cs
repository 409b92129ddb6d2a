using System.Text.Json;

namespace Tarl.Contracts.Episodes;

/// <summary>One call of a sandbox tool: its registered name and its arguments as a JSON object, in the caller's key order.</summary>
public sealed record ToolCall
{
    public required string Name { get; init; }
    public required JsonElement Arguments { get; init; }
}
