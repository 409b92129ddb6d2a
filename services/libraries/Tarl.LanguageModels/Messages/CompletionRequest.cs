using Tarl.Contracts.Policy;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.LanguageModels.Messages;

/// <summary>What a model is asked. Everything here decides the answer, and is part of its key in the cache.</summary>
public sealed record CompletionRequest
{
    public required IReadOnlyList<ModelMessage> Messages { get; init; }

    public IReadOnlyList<ToolDefinition> Tools { get; init; } = [];

    /// <summary>Null: free text.</summary>
    public AnswerSchema? Schema { get; init; }

    /// <summary>Null: the server's own; some models take no other.</summary>
    public double? Temperature { get; init; }

    /// <summary>Null: the server's own.</summary>
    public double? TopP { get; init; }

    /// <summary>Tokens that the answer may have.</summary>
    public int MaxTokens { get; init; } = 1024;

    /// <summary>Servers that honour it repeat an answer; those that do not are repeated by the cache.</summary>
    public long? Seed { get; init; }

    /// <summary>A seed that every server takes, of 31 bits, for one of an episode's questions.</summary>
    public static long SeedOf(ulong seed, string question) => (long)(SeededRandom.Derive(seed, question) >> 33);
}
