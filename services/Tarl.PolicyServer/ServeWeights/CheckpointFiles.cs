using System.Security.Cryptography;
using Tarl.Contracts.Training;
using Tarl.Policy.Chat;
using Tarl.Policy.Engines.Managed;
using Tarl.Policy.Tokenization;

namespace Tarl.PolicyServer.ServeWeights;

/// <summary>Reads a checkpoint's folder, and refuses what cannot be served.</summary>
internal static class CheckpointFiles
{
    public static string WeightsOf(CheckpointPublished checkpoint) => Path.Combine(checkpoint.Path, "model.safetensors");

    /// <summary>A checkpoint that is found, as it would be published.</summary>
    public static CheckpointPublished Describe(string path, int version)
    {
        var found = new CheckpointPublished { PolicyVersion = version, Path = path, Sha256 = "" };
        return found with { Sha256 = Hash(WeightsOf(found)) };
    }

    /// <exception cref="InvalidDataException">The weights are not those that were published.</exception>
    public static void EnsurePublished(CheckpointPublished checkpoint)
    {
        if (!Hash(WeightsOf(checkpoint)).Equals(checkpoint.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidDataException($"The checkpoint {checkpoint.Path} is not what was published: its checksum differs.");
        }
    }

    /// <exception cref="InvalidDataException">A file is damaged, or the tokenizer has ids that the model does not know.</exception>
    public static ServedPolicy Load(CheckpointPublished checkpoint, ToolPrompt toolPrompt)
    {
        var tokenizer = Tokenizer.Load(TokenizerOf(checkpoint));
        var engine = ManagedEngine.Load(checkpoint.Path, threads: 1);
        if (tokenizer.VocabSize > engine.Config.VocabSize)
        {
            engine.Dispose();
            throw new InvalidDataException(
                $"The checkpoint {checkpoint.Path} does not fit itself: its tokenizer has {tokenizer.VocabSize} tokens, its model {engine.Config.VocabSize}.");
        }

        return new ServedPolicy(engine, new ChatTemplate(tokenizer, toolPrompt));
    }

    public static string HashTokenizer(CheckpointPublished checkpoint) => Hash(TokenizerOf(checkpoint));

    /// <exception cref="InvalidDataException">The tokenizer is missing, or another than the one that conversations under way were begun with.</exception>
    public static void EnsureTokenizer(CheckpointPublished checkpoint, string servedHash)
    {
        if (!File.Exists(TokenizerOf(checkpoint)) || HashTokenizer(checkpoint) != servedHash)
        {
            throw new InvalidDataException($"The checkpoint {checkpoint.Path} does not fit the policy served: its tokenizer is missing or another.");
        }
    }

    /// <summary>Whether a checkpoint, old as its version may be, comes from a run that counts its versions anew.</summary>
    public static bool IsOfAnotherRun(CheckpointPublished checkpoint, string servedHash) =>
        File.Exists(TokenizerOf(checkpoint)) && HashTokenizer(checkpoint) != servedHash;

    private static string TokenizerOf(CheckpointPublished checkpoint) => Path.Combine(checkpoint.Path, "tokenizer.json");

    private static string Hash(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
