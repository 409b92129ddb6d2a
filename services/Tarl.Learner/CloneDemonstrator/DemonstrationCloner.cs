using MassTransit;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Sandbox;
using Tarl.Contracts.Training;
using Tarl.Learner.JoinEpisodes;
using Tarl.Policy.Chat;
using Tarl.Policy.Engines;
using Tarl.Policy.Engines.Managed;
using Tarl.Policy.Tokenization;

namespace Tarl.Learner.CloneDemonstrator;

/// <summary>Makes the first policy: trains the tokenizer on the demonstrations, then a new model on their tokens.</summary>
public sealed class DemonstrationCloner(
    TrainingState state,
    ISandboxClient sandboxes,
    IBus bus,
    IOptions<LearnerOptions> learner,
    IOptions<ModelOptions> model,
    IOptions<CloningOptions> cloning)
{
    /// <summary>Steps between two reports of progress.</summary>
    private const int ReportEvery = 10;

    private readonly CloningProgress _progress = new(Path.Combine(learner.Value.RunFolder, "cloning"));

    public async Task CloneAsync(IReadOnlyList<JoinedEpisode> episodes, CancellationToken cancellationToken)
    {
        var demonstrations = episodes.Where(episode => episode.Failure is null).Select(episode => episode.Completed).ToArray();
        if (demonstrations.Length == 0)
        {
            throw new InvalidDataException($"Nothing to clone: all {episodes.Count} demonstrations failed, the first with: {episodes[0].Failure?.Message}");
        }

        var transcripts = await TranscriptsAsync(demonstrations, cancellationToken);
        var tokenizer = new TokenizerTrainer(new TokenizerTrainerOptions { VocabSize = model.Value.VocabularySize }).Train(transcripts.Select(t => t.Text));
        var template = new ChatTemplate(tokenizer, ToolPrompt.Signatures);
        var sequences = transcripts.Select(transcript => transcript.Tokenize(template)).Where(Fits).ToArray();
        var config = model.Value.ToConfig(tokenizer.VocabSize);
        using var engine = new ManagedEngine(config, learner.Value.Seed, learner.Value.Threads);
        var tokens = await TrainAsync(engine, new BehaviorCloner(sequences, tokenizer, template, cloning.Value, learner.Value.Seed), cancellationToken);
        await PublishAsync(engine, tokenizer, demonstrations.Length, tokens, cancellationToken);
    }
}
