using Tarl.Contracts.Episodes;

namespace Tarl.Sandbox.Import.Tasks;

/// <summary>A task of either version, before anyone has looked whether it can be played.</summary>
internal sealed record BenchmarkTask
{
    /// <summary>Unique in its domain and version: <c>test-17</c>, or τ²-bench's own id.</summary>
    public required string Id { get; init; }

    /// <summary>The file and where in it, for people.</summary>
    public required string Position { get; init; }

    public required IReadOnlyList<string> Splits { get; init; }

    /// <summary>Whom τ-bench says that the task is about; τ²-bench does not say.</summary>
    public string? UserId { get; init; }

    public required string Instruction { get; init; }

    public required IReadOnlyList<ToolCall> Calls { get; init; }

    /// <summary>Texts that the agent must say for the benchmark's own reward.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>Texts that answer what the user asks, whether or not the reward depends on them.</summary>
    public required IReadOnlyList<string> Answers { get; init; }

    /// <summary>Set if the task cannot be played or verified at all.</summary>
    public string? Obstacle { get; init; }

    /// <summary>True if the benchmark's own reward also asks a language model about assertions in words.</summary>
    public bool HasAssertions { get; init; }
}
