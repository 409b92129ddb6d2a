namespace Tarl.Contracts.Training;

/// <summary>Event: the first policy exists; reinforcement can start from it.</summary>
public sealed record CloningCompleted
{
    public required int PolicyVersion { get; init; }

    /// <summary>Demonstrations that were cloned.</summary>
    public required int Demonstrations { get; init; }

    public required int Parameters { get; init; }

    /// <summary>Tokens trained on, repetitions and drills included.</summary>
    public required long Tokens { get; init; }
}
