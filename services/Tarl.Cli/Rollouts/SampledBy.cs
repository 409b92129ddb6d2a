using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Tarl.Learner.PublishCheckpoint;

namespace Tarl.Cli.Rollouts;

/// <summary>The policy that sampled an episode; all hashes are hexadecimal SHA-256 of a checkpoint's files.</summary>
public sealed record SampledBy
{
    [JsonPropertyName("version")]
    public required int Version { get; init; }

    /// <summary>Of <c>model.safetensors</c>.</summary>
    [JsonPropertyName("weights_sha256")]
    public required string Weights { get; init; }

    /// <summary>Of <c>tokenizer.json</c>: token ids mean nothing with another.</summary>
    [JsonPropertyName("tokenizer_sha256")]
    public required string Tokenizer { get; init; }

    /// <summary>Of <c>config.json</c>.</summary>
    [JsonPropertyName("model_sha256")]
    public required string Model { get; init; }

    /// <exception cref="IOException">The checkpoint has no tokenizer or no configuration.</exception>
    public static SampledBy Of(Checkpoint checkpoint) => new()
    {
        Version = checkpoint.Version,
        Weights = checkpoint.Sha256,
        Tokenizer = HashOf(Path.Combine(checkpoint.Folder, "tokenizer.json")),
        Model = HashOf(Path.Combine(checkpoint.Folder, "config.json")),
    };

    /// <summary>Hexadecimal SHA-256 of a file.</summary>
    public static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
