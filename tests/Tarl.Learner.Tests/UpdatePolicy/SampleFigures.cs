using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;

namespace Tarl.Learner.Tests.UpdatePolicy;

/// <summary>The figures of an episode of which only group and reward matter.</summary>
internal static class SampleFigures
{
    public static EpisodeScored Scored(int group, double reward) => new()
    {
        EpisodeId = Episode.Id,
        Batch = "update-1",
        Group = group,
        Trial = 0,
        TaskId = "t",
        Kind = "cancel",
        Domain = "retail",
        Purpose = Tarl.Contracts.Curriculum.RolloutPurpose.Training,
        StopReason = StopReason.UserStopped,
        Success = reward > 0.5,
        Reward = reward,
        AgentTurns = 1,
        ToolErrors = 0,
        SampledTokens = 2,
        Tokens = 4,
        WaitTokens = 0,
    };
}
