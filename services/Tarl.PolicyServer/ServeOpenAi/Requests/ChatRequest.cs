using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;

namespace Tarl.PolicyServer.ServeOpenAi.Requests;

/// <summary>A request for a completion, as far as the policy is concerned.</summary>
internal sealed record ChatRequest
{
    public required string Model { get; init; }

    /// <summary>Null if the request has none.</summary>
    public required string? SystemMessage { get; init; }

    /// <summary>All that was said, the agent's own turns included.</summary>
    public required IReadOnlyList<Turn> Turns { get; init; }

    public required IReadOnlyList<ToolDefinition> Tools { get; init; }

    /// <summary>Whether the caller wants to hear of calls as calls, not as text.</summary>
    public required bool AllowsCalls { get; init; }

    public required SamplingOptions Sampling { get; init; }

    /// <summary>Null if any will do.</summary>
    public required ulong? Seed { get; init; }

    /// <summary>Texts that end the turn, none of them empty.</summary>
    public required IReadOnlyList<string> Stops { get; init; }

    public required bool WantsLogprobs { get; init; }

    /// <summary>Likeliest tokens to be told of at each place.</summary>
    public required int TopLogprobs { get; init; }

    public required bool Stream { get; init; }

    /// <summary>Whether a stream ends with the number of tokens.</summary>
    public required bool StreamsUsage { get; init; }
}
