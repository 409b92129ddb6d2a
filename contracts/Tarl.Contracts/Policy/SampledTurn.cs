using Tarl.Contracts.Episodes;

namespace Tarl.Contracts.Policy;

/// <summary>An agent turn as its agent wrote it.</summary>
public sealed record SampledTurn
{
    public required Turn Turn { get; init; }

    /// <summary>False if the turn was cut by a token limit; the conversation cannot go on.</summary>
    public required bool Finished { get; init; }
}
