using MassTransit;
using Tarl.Cli.Evaluate.Statistics;
using Tarl.Cli.HostServices;
using Tarl.Cli.Output;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Policy;
using Tarl.Contracts.Rewards;
using Tarl.Messaging.Publish;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Cli.Evaluate;

/// <summary>Has an agent play every task several times, and works out how well it did.</summary>
public sealed class Evaluator(IBus bus, RunEventReader events, ProgressDisplay progress)
{
    /// <summary>How every user speaks.</summary>
    private const string Text = "text";

    public async Task<EvaluationResult> RunAsync(Evaluation evaluation, CancellationToken cancellationToken)
    {
        var rollouts = Plan(evaluation).ToArray();
        progress.Start($"Evaluating {evaluation.Name}", rollouts.Length);

        // Whole or not at all: orders cut off on their way would be reported as faults.
        await bus.PublishAllReceivedAsync(rollouts, CancellationToken.None);
        var episodes = new Dictionary<Guid, EpisodeScored>();
        while (episodes.Count < rollouts.Length)
        {
            if (await events.NextAsync(cancellationToken) is EpisodeScored episode && episode.Batch == evaluation.Batch)
            {
                episodes[episode.EpisodeId] = episode;
                progress.Advance(episodes.Count);
            }
        }

        progress.Finish();
        if (episodes.Values.FirstOrDefault()?.Failure is { } failure && episodes.Values.All(episode => episode.Failure is not null))
        {
            throw new UserErrorException($"Not one episode of {evaluation.Name} could be played; one of them failed at the boundary {failure.Boundary}: {failure.Message}");
        }

        return Summarise(evaluation, [.. episodes.Values]);
    }

    private static IEnumerable<RequestRollout> Plan(Evaluation evaluation) =>
        from task in evaluation.Tasks.Select((spec, number) => (Spec: spec, Number: number))
        from trial in Enumerable.Range(0, evaluation.Trials)
        select new RequestRollout
        {
            EpisodeId = EpisodeIds.From(evaluation.Seed, evaluation.Batch, task.Number, trial),
            Task = task.Spec,
            Purpose = RolloutPurpose.Evaluation,
            Batch = evaluation.Batch,
            BatchSize = evaluation.Tasks.Count * evaluation.Trials,
            Group = task.Number,
            Trial = trial,
            Agent = evaluation.Agent,
            PolicyVersion = evaluation.PolicyVersion,

            // The same for every agent and checkpoint, so that they meet the same users.
            Seed = SeededRandom.Derive(evaluation.Seed, $"evaluation/{task.Spec.Id}/{trial}"),
            Sampling = new SamplingOptions { Temperature = evaluation.Temperature },
        };

    private static EvaluationResult Summarise(Evaluation evaluation, IReadOnlyList<EpisodeScored> episodes)
    {
        var valid = episodes.Where(episode => episode.Failure is null).OrderBy(episode => episode.Group).ThenBy(episode => episode.Trial).ToArray();
        var tasks = valid.GroupBy(episode => episode.Group)
            .Select(trials => (trials.First().Kind, evaluation.Tasks[trials.Key].Domain, Outcome: new TaskTrials(trials.Count(), trials.Count(trial => trial.Success))))
            .ToArray();
        var turns = Math.Max(1, valid.Sum(episode => episode.AgentTurns));
        return new EvaluationResult
        {
            Agent = evaluation.Agent,
            PolicyVersion = evaluation.Agent == "policy" ? evaluation.PolicyVersion : null,
            Temperature = evaluation.Temperature,
            PassK = PassKs([.. tasks.Select(task => task.Outcome)], evaluation),
            Tasks = evaluation.Tasks.Count,
            Trials = evaluation.Trials,
            ByKind = By(tasks.Select(task => (task.Kind, task.Outcome))),
            ByDomain = By(tasks.Select(task => (task.Domain, task.Outcome))),
            ByModality = By(tasks.Select(task => (Text, task.Outcome))),
            WaitTokensPerTurn = (double)valid.Sum(episode => episode.WaitTokens) / turns,
            ResponseTokens = valid.Length == 0 ? 0 : valid.Average(episode => episode.SampledTokens),
            TurnsPerEpisode = valid.Length == 0 ? 0 : valid.Average(episode => episode.AgentTurns),
            ToolErrorsPerEpisode = valid.Length == 0 ? 0 : valid.Average(episode => episode.ToolErrors),
            StopReasons = new SortedDictionary<string, int>(
                episodes.GroupBy(episode => episode.StopReason).ToDictionary(reason => reason.Key.ToString(), reason => reason.Count()),
                StringComparer.Ordinal),
            Failures = episodes.Count - valid.Length,
        };
    }

    private static SortedDictionary<string, KindResult> By(IEnumerable<(string Part, TaskTrials Outcome)> tasks) => new(
        tasks.GroupBy(task => task.Part, task => task.Outcome).ToDictionary(
            part => part.Key,
            part => new KindResult(part.Count(), part.Average(outcome => PassHatK.OfTask(outcome, 1)))),
        StringComparer.Ordinal);

    /// <summary>As far as the trials allow; every k resamples the tasks in the same way.</summary>
    private static List<PassK> PassKs(IReadOnlyList<TaskTrials> tasks, Evaluation evaluation) =>
    [
        .. from k in PassHatK.Exponents(evaluation.Trials)
           let estimate = PassHatK.Of(tasks, k, new SeededRandom(SeededRandom.Derive(evaluation.Seed, "bootstrap")))
           where estimate is not null
           select new PassK(k, estimate.Value.Value, estimate.Value.Low, estimate.Value.High),
    ];
}
