using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;

namespace Tarl.Cli.Rollouts;

/// <summary>A file of rollouts as the batches of a run's updates: groups in the order of the file, so many an update, the last one perhaps with fewer.</summary>
internal sealed class RecordedRollouts
{
    private readonly RecordedRollout[][] _groups;
    private readonly Dictionary<Guid, EpisodeTokens> _tokens;
    private readonly int _groupsPerUpdate;

    /// <exception cref="InvalidDataException">The file holds something else, or nothing that can be learnt from.</exception>
    public RecordedRollouts(string path, int groupsPerUpdate)
    {
        var rollouts = RolloutFile.Read(path).ToArray();
        LeftOut = rollouts.Count(rollout => rollout.Failure is not null);
        var valid = rollouts.Where(rollout => rollout.Failure is null).ToArray();
        if (valid.Length == 0)
        {
            throw new InvalidDataException($"{path} holds no episode that can be learnt from.");
        }

        if (valid.FirstOrDefault(rollout => rollout.ResponseIds is null || rollout.Policy is null) is { } foreign)
        {
            throw new InvalidDataException($"{path} cannot be learnt from: episode {foreign.Episode.EpisodeId} has no tokens and logprobs, it was played by the {foreign.Episode.Rollout.Agent} agent.");
        }

        if (valid.GroupBy(rollout => rollout.Episode.EpisodeId).FirstOrDefault(episode => episode.Count() > 1) is { } twice)
        {
            throw new InvalidDataException($"{path} holds episode {twice.Key} more than once.");
        }

        _groups = [.. valid.GroupBy(rollout => rollout.Uid).Select(group => group.ToArray())];
        _tokens = valid.ToDictionary(rollout => rollout.Episode.EpisodeId, rollout => rollout.Tokens()!);
        _groupsPerUpdate = groupsPerUpdate;
        Temperatures = [.. valid.Select(rollout => rollout.Episode.Rollout.Sampling.Temperature).Distinct()];
        Policies = [.. valid.Select(rollout => rollout.Policy!).Distinct()];
    }

    /// <summary>How many updates the file has episodes for.</summary>
    public int Updates => (_groups.Length + _groupsPerUpdate - 1) / _groupsPerUpdate;

    /// <summary>Episodes that failed outside the policy: nothing is learnt from them.</summary>
    public int LeftOut { get; }

    public int LargestGroup => _groups.Max(group => group.Length);

    /// <summary>That the tokens were sampled at.</summary>
    public IReadOnlyList<double> Temperatures { get; }

    /// <summary>Who sampled.</summary>
    public IReadOnlyList<SampledBy> Policies { get; }

    /// <summary>The tokens of an episode; null if it is not in the file. Whatever policy sampled them, they count as sampled by the one that the run starts from.</summary>
    public EpisodeTokens? Tokens(Guid episodeId) => _tokens.GetValueOrDefault(episodeId) is { } tokens
        ? tokens with { PolicyVersions = [.. tokens.Sampled.Select(isSampled => isSampled ? 0 : -1)] }
        : null;

    /// <summary>The episodes of an update, as if they had just been played for it.</summary>
    /// <param name="update">From 1.</param>
    public IReadOnlyList<RecordedRollout> Update(int update)
    {
        var groups = _groups.Skip((update - 1) * _groupsPerUpdate).Take(_groupsPerUpdate).ToArray();
        var size = groups.Sum(group => group.Length);
        return
        [
            .. from @group in groups.Select((rollouts, number) => (Rollouts: rollouts, Number: number))
               from member in @group.Rollouts.Select((rollout, trial) => (Rollout: rollout, Trial: trial))
               let episode = member.Rollout.Episode
               select member.Rollout with
               {
                   Episode = episode with
                   {
                       Rollout = episode.Rollout with
                       {
                           Purpose = RolloutPurpose.Training, Batch = $"update-{update}", Update = update, BatchSize = size,
                           Group = @group.Number, Trial = member.Trial, PolicyVersion = 0,
                       },
                       Ledger = new LedgerReference
                       {
                           Replica = "file",
                           Tokens = member.Rollout.PromptIds!.Length + member.Rollout.ResponseIds!.Length,
                           SampledTokens = member.Rollout.ResponseMask!.Sum(),
                       },
                   },
               },
        ];
    }
}
