namespace Tarl.Contracts.Tests;

/// <summary>What a message's own type does not say.</summary>
internal sealed record DocumentedMessage
{
    /// <summary>An ordinary one.</summary>
    public required object Example { get; init; }

    /// <summary>Command, event, request or reply.</summary>
    public required string Kind { get; init; }

    /// <summary>The services that send it.</summary>
    public required IReadOnlyList<string> From { get; init; }

    /// <summary>By what a receiver knows that it has had it.</summary>
    public required string Key { get; init; }

    /// <summary>What it changes when it comes a second time.</summary>
    public required string Twice { get; init; }

    /// <summary>What of its order can be relied on.</summary>
    public required string Order { get; init; }

    /// <summary>What follows if a receiver gives it up.</summary>
    public required string GivenUp { get; init; }

    public Type Type => Example.GetType();
}
