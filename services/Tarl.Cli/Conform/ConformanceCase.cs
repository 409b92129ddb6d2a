namespace Tarl.Cli.Conform;

/// <summary>One thing that a service is put to on the bus, and what it must do then.</summary>
internal sealed record ConformanceCase
{
    /// <summary>A word that <c>--case</c> takes.</summary>
    public required string Name { get; init; }

    /// <summary>What is sent and what must come, as a sentence without its full stop.</summary>
    public required string Expects { get; init; }

    /// <summary>Returns if that is what came; otherwise throws <see cref="NonconformityException"/>.</summary>
    public required Func<ServiceOnBus, CancellationToken, Task> Play { get; init; }
}
