using MassTransit;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Sandbox;
using Tarl.Contracts.Training;
using Tarl.Learner.CloneDemonstrator.Drills;
using Tarl.Learner.RecordEpisodes;
using Tarl.Messaging.Publish;
using Tarl.Policy.Chat;
using Tarl.Policy.Engines;
using Tarl.Policy.Engines.Managed;
using Tarl.Policy.Model;
using Tarl.Policy.Tokenization;
using Tarl.ServiceDefaults.CpuAccounting;

namespace Tarl.Learner.CloneDemonstrator;

/// <summary>Makes the first policy: trains the tokenizer on the demonstrations, then a new model on their tokens.</summary>
public sealed class DemonstrationCloner(
    TrainingState state,
    EpisodeDatabase database,
    Outbox outbox,
    ISandboxClient sandboxes,
    IBus bus,
    IOptions<LearnerOptions> learner,
    IOptions<ModelOptions> model,
    IOptions<CloningOptions> cloning)
{
    /// <summary>Steps between two reports of progress.</summary>
    private const int ReportEvery = 10;

    private readonly CloningProgress _saved = CloningProgress.Of(learner.Value.RunFolder);

    /// <exception cref="InvalidDataException">All demonstrations failed.</exception>
    public async Task CloneAsync(IReadOnlyList<Demonstration> episodes, CancellationToken cancellationToken)
    {
        var demonstrations = episodes.Where(episode => episode.Failure is null).ToArray();
        if (demonstrations.Length == 0)
        {
            throw new InvalidDataException($"Nothing to clone: all {episodes.Count} demonstrations failed, the first with: {episodes[0].Failure?.Message}");
        }

        var transcripts = await TranscriptsAsync(demonstrations, cancellationToken);
        var tokenizer = TrainTokenizer(transcripts);
        var template = new ChatTemplate(tokenizer, model.Value.ToolPrompt);
        var config = model.Value.ToConfig(tokenizer.VocabSize);
        var sequences = transcripts.Select(transcript => transcript.Tokenize(template)).Where(sequence => sequence.Tokens.Length <= config.MaxPositions).ToArray();
        var ids = new IdRewriter(tokenizer);
        var drills = new DrillGenerator(
            template, DrillWords.Of(transcripts.Select(transcript => transcript.Domain)), ids,
            [.. transcripts.SelectMany(transcript => ThoughtBeginning.Of(transcript.Turns))],
            [.. transcripts.SelectMany(transcript => Quotation.Of(transcript.Turns))]);
        var cloner = new BehaviorCloner(
            sequences, drills, new RepetitionGenerator(tokenizer.VocabSize, template.EndOfTurnToken), ids, cloning.Value, learner.Value.Seed);
        using var trained = NewModel(config);
        var tokens = await TrainAsync(trained, cloner, cancellationToken);
        await PublishAsync(trained, tokenizer, demonstrations.Length, tokens, cancellationToken);
    }

    private ManagedEngine NewModel(ModelConfig config)
    {
        var engine = new ManagedEngine(config, learner.Value.Seed, learner.Value.Threads);
        if (config.Layers < 2)
        {
            return engine;
        }

        var path = Path.Combine(learner.Value.RunFolder, "initial.safetensors");
        engine.SaveWeights(path);
        var file = SafetensorsFile.Load(path);
        InductionInitialization.Apply(config, file.Tensors, learner.Value.Seed);
        SafetensorsFile.Save(path, [.. file.Tensors.Values], file.Metadata);
        engine.LoadWeights(path);
        File.Delete(path);
        return engine;
    }

    private Tokenizer TrainTokenizer(IReadOnlyList<Transcript> transcripts)
    {
        using var charge = CpuLedger.For(CpuAccount.Training);
        var renderer = new ChatRenderer(model.Value.ToolPrompt);
        var trainer = new TokenizerTrainer(new TokenizerTrainerOptions
        {
            VocabSize = model.Value.VocabularySize,
            SplitPattern = TokenizerTrainerOptions.SplitPatternFor(SharedWords.Of(transcripts.SelectMany(transcript => transcript.Turns))),
        });
        return trainer.Train(transcripts.SelectMany(t => renderer.TrainingTexts(t.Domain, t.Guidelines, t.Tools, t.Turns)));
    }

    private async Task<IReadOnlyList<Transcript>> TranscriptsAsync(IReadOnlyList<Demonstration> episodes, CancellationToken cancellationToken)
    {
        var openings = new Dictionary<(string Domain, string DataSet), Transcript>();
        var transcripts = new List<Transcript>(episodes.Count);
        foreach (var episode in episodes)
        {
            var task = episode.Task;
            if (!openings.TryGetValue((task.Domain, task.DataSet), out var opening))
            {
                await using var sandbox = await sandboxes.OpenAsync(task.Domain, task.DataSet, cancellationToken);
                opening = new Transcript(task.Domain, sandbox.Guidelines, sandbox.Tools, []);
                openings.Add((task.Domain, task.DataSet), opening);
            }

            transcripts.Add(opening with { Turns = episode.Turns });
        }

        return transcripts;
    }

    private async Task<long> TrainAsync(ManagedEngine engine, BehaviorCloner cloner, CancellationToken cancellationToken)
    {
        var (step, tokens) = _saved.Restore(engine);
        var losses = new List<double>();
        while (step < cloner.Steps)
        {
            var result = cloner.Step(engine, step, cancellationToken);
            step++;
            tokens += result.Tokens;
            losses.Add(result.Loss);
            if (step % cloning.Value.SaveEvery == 0)
            {
                _saved.Save(engine, step, tokens);
            }

            if (step % ReportEvery == 0 || step == cloner.Steps)
            {
                await bus.PublishConfirmedAsync(
                    new CloningProgressed { Step = step, Steps = cloner.Steps, Loss = losses.Average(), Tokens = tokens }, cancellationToken);
                losses.Clear();
            }
        }

        return tokens;
    }

    /// <summary>Publishes the cloned weights as version 0, with a fresh optimiser: reinforcement owes nothing to cloning's moments.</summary>
    private async Task PublishAsync(
        ManagedEngine trained, Tokenizer tokenizer, int demonstrations, long tokens, CancellationToken cancellationToken)
    {
        var weights = Path.Combine(learner.Value.RunFolder, "cloned.safetensors");
        trained.SaveWeights(weights);
        IPolicyEngine policy = new ManagedEngine(trained.Config, learner.Value.Seed, learner.Value.Threads);
        policy.LoadWeights(weights);
        File.Delete(weights);
        OutboxEntry[] entries = [];
        state.Publish(0, policy, tokenizer, checkpoint => database.InTransaction(() => entries =
        [
            outbox.Add(checkpoint.Published, policyVersion: 0),
            outbox.Add(
                new CloningCompleted { PolicyVersion = 0, Demonstrations = demonstrations, Parameters = trained.ParameterCount, Tokens = tokens }, policyVersion: 0),
        ]));
        _saved.Delete();
        await outbox.SendAsync(entries, cancellationToken);
    }
}
