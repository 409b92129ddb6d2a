using Microsoft.Extensions.Options;
using Tarl.Cli.CheckJudge.Faults;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Policy;
using Tarl.RolloutWorker.RunEpisode;
using Tarl.ServiceDefaults.Randomness;
using Tarl.UserSimulator.SimulateTurn.Scripted;

namespace Tarl.Cli.CheckJudge;

/// <summary>Plays episodes with planted faults: the same seed gives the same episodes.</summary>
internal sealed class LabelledEpisodes(PlayedWorld world, ulong seed)
{
    private const string Batch = "judge-check";

    private readonly NearbyUser _user = new(new ScriptedUser(new ScriptedUserOptions()));
    private readonly IOptions<RolloutWorkerOptions> _options = Options.Create(new RolloutWorkerOptions());

    /// <summary>Plays about so many episodes, as many of each fault in each domain that has tasks for it.</summary>
    public async Task<IReadOnlyList<LabelledEpisode>> PlayAsync(int count, Action<int> progress, CancellationToken cancellationToken)
    {
        var cells = (from fault in FaultCatalogue.All(world.Tasks)
                     from domain in world.Tasks.Select(task => task.Domain).Distinct()
                     let tasks = world.Tasks.Where(task => task.Domain == domain && fault.Suits(task)).ToArray()
                     where tasks.Length > 0
                     select (Fault: fault, Tasks: tasks)).ToArray();
        var episodes = new List<LabelledEpisode>();
        for (var i = 0; i < cells.Length; i++)
        {
            var wanted = ((i + 1) * count / cells.Length) - (i * count / cells.Length);
            episodes.AddRange(await PlayAsync(cells[i].Fault, cells[i].Tasks, i, wanted, cancellationToken));
            progress(episodes.Count);
        }

        return episodes;
    }

    private async Task<IReadOnlyList<LabelledEpisode>> PlayAsync(IFault fault, TaskSpec[] tasks, int cell, int count, CancellationToken cancellationToken)
    {
        new SeededRandom(SeededRandom.Derive(seed, $"{Batch}/{cell}")).Shuffle(tasks);
        var episodes = new List<LabelledEpisode>();
        for (var i = 0; i < tasks.Length && episodes.Count < count; i++)
        {
            if (await PlayAsync(fault, Rollout(tasks[i], cell, i), cancellationToken) is { } episode)
            {
                episodes.Add(episode);
            }
        }

        return episodes;
    }

    private async Task<LabelledEpisode?> PlayAsync(IFault fault, RequestRollout rollout, CancellationToken cancellationToken)
    {
        var agent = new FaultyAgent(fault);
        var episode = await new EpisodeRunner([agent], world.Sandbox, _user, _options).RunAsync(rollout, cancellationToken);
        var hasPlanted = agent.Flaws.Any(flaw => flaw != Flaw.None);
        return hasPlanted || fault is NoFault ? LabelledEpisode.Of(fault.Name, episode, agent.Flaws) : null;
    }

    private RequestRollout Rollout(TaskSpec task, int cell, int number) => new()
    {
        EpisodeId = EpisodeIds.From(seed, Batch, cell, number),
        Task = task,
        Purpose = RolloutPurpose.Evaluation,
        Batch = Batch,
        BatchSize = 1,
        Group = cell,
        Trial = number,
        Agent = "demonstrator",
        Seed = SeededRandom.Derive(seed, $"{Batch}/{cell}/{number}"),
        Sampling = new SamplingOptions(),
    };
}
