using Microsoft.Extensions.Options;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Policy;
using Tarl.Contracts.Training;
using Tarl.Curriculum.Samplers;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Curriculum.RequestRollouts;

/// <summary>Decides which episodes come next. The same options and results give the same orders, whenever and however often asked.</summary>
public sealed class RolloutPlanner(TaskSet tasks, IOptions<CurriculumOptions> options, IEnumerable<ITaskSampler> samplers)
{
    private readonly CurriculumOptions _options = options.Value;
    private readonly ITaskSampler _sampler = samplers.Single(sampler => sampler.Name == options.Value.Sampler);

    /// <summary>Episodes of the demonstrator, each of another task as far as there are enough.</summary>
    public IReadOnlyList<RequestRollout> Demonstrations(int count)
    {
        var places = TaskCycle.Take(_options.Seed, UniformSampler.Cycle, tasks.Tasks.Count, first: 0, count);
        return Plan("demonstrations", RolloutPurpose.Demonstration, "demonstrator", [.. places.Select(place => (tasks.Tasks[place], (TaskChoice?)null))], groupSize: 1, policyVersion: 0, update: null);
    }

    /// <summary>The groups of all updates that can be begun on when so many are completed.</summary>
    /// <inheritdoc cref="Update"/>
    public IReadOnlyList<RequestRollout> Start(int completed, IReadOnlyList<TaskResult> results) =>
        [.. Enumerable.Range(completed + 1, _options.MaxStaleness + 1).SelectMany(update => Update(update, results))];

    /// <summary>The groups of the update that can be begun on now that one more is completed.</summary>
    /// <inheritdoc cref="Update"/>
    public IReadOnlyList<RequestRollout> Next(int completed, IReadOnlyList<TaskResult> results) => Update(completed + 1 + _options.MaxStaleness, results);

    /// <summary>The groups of an update; empty after the last one.</summary>
    /// <param name="update">From 1.</param>
    /// <param name="results">How earlier updates went; what is later than the update may know, or older than all may remember, is passed over.</param>
    /// <exception cref="InvalidDataException">The sampler cannot do with these tasks.</exception>
    public IReadOnlyList<RequestRollout> Update(int update, IReadOnlyList<TaskResult> results)
    {
        if (update > _options.Updates) return [];
        var policyVersion = Math.Max(0, update - 1 - _options.MaxStaleness);
        var chosen = Choose(update, results);
        CurriculumMetrics.Chosen(chosen);
        return Plan($"update-{update}", RolloutPurpose.Training, "policy", [.. chosen.Select(group => (group.Task, (TaskChoice?)group.Choice))], _options.GroupSize, policyVersion, update);
    }

    /// <summary>Finds out before anything is played whether the sampler can do with these tasks.</summary>
    /// <exception cref="InvalidDataException">It cannot.</exception>
    public void EnsureUsable() => Choose(update: 1, []);

    private IReadOnlyList<ChosenTask> Choose(int update, IReadOnlyList<TaskResult> results) => _sampler.Choose(new SamplingRound
    {
        Tasks = tasks.Tasks,
        Seed = _options.Seed,
        Update = update,
        Updates = _options.Updates,
        Groups = _options.GroupsPerUpdate,
        Results = [.. results.Where(result => result.Update < update - _options.MaxStaleness && result.Update >= update - TaskResult.RememberedUpdates)],
    });

    private List<RequestRollout> Plan(
        string batch, RolloutPurpose purpose, string agent, IReadOnlyList<(TaskSpec Task, TaskChoice? Choice)> groups, int groupSize, int policyVersion,
        int? update)
    {
        var rollouts = new List<RequestRollout>(groups.Count * groupSize);
        for (var group = 0; group < groups.Count; group++)
        {
            for (var trial = 0; trial < groupSize; trial++)
            {
                rollouts.Add(new RequestRollout
                {
                    EpisodeId = EpisodeIds.From(_options.Seed, batch, group, trial),
                    Task = groups[group].Task,
                    Purpose = purpose,
                    Choice = groups[group].Choice,
                    Batch = batch,
                    Update = update,
                    BatchSize = groups.Count * groupSize,
                    Group = group,
                    Trial = trial,
                    Agent = agent,
                    PolicyVersion = policyVersion,
                    Seed = SeededRandom.Derive(_options.Seed, $"{batch}/{group}/{trial}"),
                    Sampling = new SamplingOptions { Temperature = _options.Temperature },
                    MaxSteps = _options.MaxSteps,
                });
            }
        }

        CurriculumMetrics.Planned(purpose, rollouts.Count);
        return rollouts;
    }
}
