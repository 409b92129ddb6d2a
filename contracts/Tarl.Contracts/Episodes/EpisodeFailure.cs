using System.Text.Json.Serialization;

namespace Tarl.Contracts.Episodes;

/// <summary>Which boundary failed an episode, and how.</summary>
public sealed record EpisodeFailure
{
    public required Boundary Boundary { get; init; }
    public required string Message { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<Boundary>))]
public enum Boundary
{
    Policy,
    Sandbox,
    User,
    Verifier,
    Judge,
    Worker,
}
