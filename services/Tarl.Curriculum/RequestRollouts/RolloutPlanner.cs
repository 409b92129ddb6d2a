using Microsoft.Extensions.Options;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Policy;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Curriculum.RequestRollouts;

/// <summary>Decides which episodes come next. The same options give the same orders, whenever and however often asked.</summary>
public sealed class RolloutPlanner(TaskSet tasks, IOptions<CurriculumOptions> options)
{
    private readonly CurriculumOptions _options = options.Value;
    private readonly Lock _lock = new();
    private readonly UniformSampler _sampler = new(options.Value.Seed, tasks.Tasks.Count);

    /// <summary>Episodes of the demonstrator, each of another task as far as there are enough.</summary>
    public IReadOnlyList<RequestRollout> Demonstrations(int count) =>
        Plan("demonstrations", RolloutPurpose.Demonstration, "demonstrator", firstPlace: 0, groups: count, groupSize: 1, policyVersion: 0, update: null);

    /// <summary>The groups of an update; empty after the last one.</summary>
    /// <param name="update">From 1.</param>
    /// <param name="policyVersion">The version that must be served before these start.</param>
    public IReadOnlyList<RequestRollout> Update(int update, int policyVersion) =>
        update > _options.Updates
            ? []
            : Plan(
                $"update-{update}", RolloutPurpose.Training, "policy", (update - 1L) * _options.GroupsPerUpdate,
                _options.GroupsPerUpdate, _options.GroupSize, policyVersion, update);

    private List<RequestRollout> Plan(
        string batch, RolloutPurpose purpose, string agent, long firstPlace, int groups, int groupSize, int policyVersion, int? update)
    {
        var rollouts = new List<RequestRollout>(groups * groupSize);
        for (var group = 0; group < groups; group++)
        {
            var task = TaskAt(firstPlace + group);
            for (var trial = 0; trial < groupSize; trial++)
            {
                var seed = SeededRandom.Derive(_options.Seed, $"{batch}/{group}/{trial}");
                rollouts.Add(new RequestRollout
                {
                    EpisodeId = EpisodeIds.From(_options.Seed, batch, group, trial),
                    Task = task,
                    Purpose = purpose,
                    Batch = batch,
                    Update = update,
                    BatchSize = groups * groupSize,
                    Group = group,
                    Trial = trial,
                    Agent = agent,
                    PolicyVersion = policyVersion,
                    Seed = seed,
                    Sampling = new SamplingOptions { Temperature = _options.Temperature },
                    MaxSteps = _options.MaxSteps,
                });
            }
        }

        CurriculumMetrics.Planned(purpose, rollouts.Count);
        return rollouts;
    }

    private TaskSpec TaskAt(long place)
    {
        lock (_lock)
        {
            return tasks.Tasks[_sampler.TaskAt(place)];
        }
    }
}
