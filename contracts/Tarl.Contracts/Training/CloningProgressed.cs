namespace Tarl.Contracts.Training;

/// <summary>Event: behaviour cloning has taken some more optimiser steps.</summary>
public sealed record CloningProgressed
{
    public required int Step { get; init; }
    public required int Steps { get; init; }

    /// <summary>Mean negative log-likelihood a sampled token, in nats, over the steps since the last such event.</summary>
    public required double Loss { get; init; }

    public required long Tokens { get; init; }
}
