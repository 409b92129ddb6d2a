using System.Text.Json;

namespace Tarl.Contracts.Policy;

/// <summary>A tool as the agent is told of it.</summary>
public sealed record ToolDefinition
{
    public required string Name { get; init; }
    public required string Description { get; init; }

    /// <summary>JSON Schema of the arguments object.</summary>
    public required JsonElement Parameters { get; init; }
}
