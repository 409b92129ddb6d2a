using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.Contracts.Rewards;
using Tarl.Learner.JoinEpisodes;

namespace Tarl.Learner.Tests;

/// <summary>Episodes with what was said about them.</summary>
internal static class Episode
{
    public static readonly Guid Id = new("00000000-0000-0000-0000-000000000003");

    public static EpisodeCompleted Completed(params string[] agentTurns) => new()
    {
        EpisodeId = Id,
        Rollout = new RequestRollout
        {
            EpisodeId = Id,
            Task = new TaskSpec
            {
                Id = "t7",
                Domain = "retail",
                Kind = "cancel",
                DataSet = "shop",
                Instruction = "",
                Script = new UserScript { Identity = new Dictionary<string, string>(), Goals = [] },
                GroundTruth = [],
            },
            Purpose = RolloutPurpose.Training,
            Batch = "update-2",
            Update = 2,
            BatchSize = 8,
            Group = 3,
            Trial = 1,
            Agent = "policy",
            PolicyVersion = 1,
            Seed = 5,
            Sampling = new SamplingOptions(),
        },
        Turns =
        [
            new Turn { Role = TurnRole.User, Text = "Wait, please." },
            .. agentTurns.Select(text => new Turn { Role = TurnRole.Agent, Text = text }),
            new Turn { Role = TurnRole.Tool, Text = "Error: no such order", IsError = true },
        ],
        Changes = [new StateChange { Table = "orders", Id = "#W1", Path = [] }],
        StopReason = StopReason.UserStopped,
        Ledger = new LedgerReference { Replica = "here", Tokens = 40, SampledTokens = 11 },
    };

    public static EpisodeVerified Verified(bool success = true) =>
        new() { EpisodeId = Id, Success = success, Differences = success ? [] : ["order #W1 is pending, not cancelled"] };

    /// <summary>Scores of the agent's turns, which stand at 1, 2, … after the user's.</summary>
    public static EpisodeJudged Judged(params int[] scores) => new()
    {
        EpisodeId = Id,
        Scores = [.. scores.Select((score, i) => new TurnScore { TurnIndex = i + 1, Score = score, Reason = "because" })],
    };

    public static JoinedEpisode Joined(bool success, params int[] scores) =>
        new(Completed([.. scores.Select((_, i) => $"turn {i}")]), Verified(success), Judged(scores));
}
