namespace Tarl.Contracts.Training;

/// <summary>Event: a complete checkpoint lies ready for policy servers.</summary>
public sealed record CheckpointPublished
{
    public required int PolicyVersion { get; init; }

    /// <summary>Folder with <c>model.safetensors</c>, <c>config.json</c> and <c>tokenizer.json</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Hexadecimal SHA-256 of <c>model.safetensors</c>.</summary>
    public required string Sha256 { get; init; }
}
