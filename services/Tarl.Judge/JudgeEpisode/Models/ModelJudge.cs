using Microsoft.Extensions.DependencyInjection;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;
using Tarl.LanguageModels;
using Tarl.LanguageModels.Answers;
using Tarl.LanguageModels.Budget;
using Tarl.LanguageModels.Messages;
using Tarl.LanguageModels.Prompts;

namespace Tarl.Judge.JudgeEpisode.Models;

/// <summary>
/// Has a language model score every agent turn, as TARL's judge does (arXiv 2509.14480): it reads the user's hidden instruction, the ground truth's calls,
/// the domain's guidelines and the labelled dialogue.
/// </summary>
public sealed class ModelJudge : IJudge
{
    private readonly ILanguageModel _model;
    private readonly ModelJudgeOptions _options;
    private readonly PromptTemplate _prompt;
    private readonly DomainGuidelines _guidelines;

    /// <exception cref="InvalidDataException">The prompt cannot be used.</exception>
    public ModelJudge([FromKeyedServices(JudgeModelOptions.Section)] ILanguageModel model, ModelJudgeOptions options)
    {
        (_model, _options, _guidelines) = (model, options, new DomainGuidelines(options));
        _prompt = LoadPrompt(options);
    }

    /// <exception cref="InvalidDataException">The prompt cannot be used.</exception>
    internal static PromptTemplate LoadPrompt(ModelJudgeOptions options) => PromptTemplate.Load(
        options.PromptFile, typeof(ModelJudge).Assembly, "Prompts/judge.md",
        places: ["instruction", "ground_truth", "guidelines", "dialogue", "turns"], required: ["instruction", "dialogue", "turns"]);

    /// <exception cref="InvalidDataException">The domain has no guidelines.</exception>
    public async Task<IReadOnlyList<TurnScore>> ScoreAsync(EpisodeCompleted episode, CancellationToken cancellationToken)
    {
        var agentTurns = Enumerable.Range(0, episode.Turns.Count).Where(turn => episode.Turns[turn].Role == TurnRole.Agent).ToArray();
        if (agentTurns.Length == 0)
        {
            return [];
        }

        var messages = _prompt.Fill(Places(episode, agentTurns));
        var samples = await Task.WhenAll(Enumerable.Range(0, _options.Samples).Select(sample => SampleAsync(episode, messages, agentTurns, sample, cancellationToken)));
        var judgements = samples.Select(sample => sample.Scores).OfType<IReadOnlyList<TurnScore>>().ToArray();

        // The judgements that there are must be a majority of those asked for, or the vote would be one of few.
        return 2 * judgements.Length > samples.Length ? Vote.Of(judgements) : throw samples.First(sample => sample.Failure is not null).Failure!;
    }

    private async Task<(IReadOnlyList<TurnScore>? Scores, LanguageModelException? Failure)> SampleAsync(
        EpisodeCompleted episode, IReadOnlyList<string> messages, int[] agentTurns, int sample, CancellationToken cancellationToken)
    {
        var request = new CompletionRequest
        {
            Messages = [ModelMessage.System(messages[0]), .. messages.Skip(1).Select(ModelMessage.User)],
            Schema = _options.StructuredOutput ? JudgementReader.Schema : null,
            Temperature = _options.Temperature,
            MaxTokens = _options.MaxTokens,
            Seed = CompletionRequest.SeedOf(episode.Rollout.Seed, $"judge-sample-{sample}"),
        };
        try
        {
            return (await _model.AskAsync(
                request, answer => JudgementReader.Read(answer, agentTurns), _options.Repairs, _ => JudgeMetrics.Unusable(), cancellationToken), null);
        }
        catch (LanguageModelException failure) when (failure is not BudgetSpentException)
        {
            return (null, failure);
        }
    }

    private Dictionary<string, string> Places(EpisodeCompleted episode, int[] agentTurns)
    {
        var task = episode.Rollout.Task;
        string[] calls = [.. task.GroundTruth.Select(LabelledDialogue.Call), .. task.Outputs.Select(output => $"tells the user: {output}")];
        return new Dictionary<string, string>
        {
            ["instruction"] = task.Instruction,
            ["ground_truth"] = calls.Length > 0 ? string.Join('\n', calls) : "none: nothing is to be called",
            ["guidelines"] = _guidelines.Of(task.Domain),
            ["dialogue"] = LabelledDialogue.Of(episode),
            ["turns"] = string.Join(", ", agentTurns),
        };
    }
}
