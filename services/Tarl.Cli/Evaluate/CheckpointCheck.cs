using Tarl.Learner.PublishCheckpoint;
using Tarl.Policy.Chat;
using Tarl.Policy.Engines.Managed;
using Tarl.Policy.Tokenization;

namespace Tarl.Cli.Evaluate;

/// <summary>Whether a checkpoint is whole and fits together.</summary>
internal static class CheckpointCheck
{
    /// <exception cref="InvalidDataException">A file is missing or damaged, or the model does not fit its tokenizer.</exception>
    public static void EnsureServable(Checkpoint checkpoint)
    {
        using var engine = Load(checkpoint);
    }

    /// <summary>Whether training can go on from it, too.</summary>
    /// <exception cref="InvalidDataException">A file is missing or damaged, or the model does not fit its tokenizer.</exception>
    public static void EnsureTrainable(Checkpoint checkpoint)
    {
        using var engine = Load(checkpoint);
        CheckpointStore.RestoreTraining(checkpoint.Folder, engine);
    }

    private static ManagedEngine Load(Checkpoint checkpoint)
    {
        var tokenizer = Tokenizer.Load(Path.Combine(checkpoint.Folder, "tokenizer.json"));
        _ = new ChatTemplate(tokenizer, ToolPrompt.Signatures);
        var engine = ManagedEngine.Load(checkpoint.Folder, threads: 1);
        if (tokenizer.VocabSize > engine.Config.VocabSize)
        {
            throw new InvalidDataException(
                $"The model in {checkpoint.Folder} does not fit its tokenizer: it knows {engine.Config.VocabSize} tokens, the tokenizer {tokenizer.VocabSize}.");
        }

        return engine;
    }
}
