namespace Tarl.Contracts.Training;

/// <summary>Command: have the demonstrator play tasks, and clone what it does into a first policy.</summary>
public sealed record StartCloning
{
    /// <summary>How many episodes to imitate.</summary>
    public required int Demonstrations { get; init; }
}
