using Tarl.Contracts.Training;

namespace Tarl.Learner.PublishCheckpoint;

/// <summary>A complete checkpoint on disk.</summary>
/// <param name="Version">The policy version it holds.</param>
/// <param name="Folder">Where its files lie.</param>
/// <param name="Sha256">Of the weights file, in hexadecimal.</param>
public sealed record Checkpoint(int Version, string Folder, string Sha256)
{
    /// <summary>The message by which policy servers learn of it.</summary>
    public CheckpointPublished Published => new() { PolicyVersion = Version, Path = Folder, Sha256 = Sha256 };
}
