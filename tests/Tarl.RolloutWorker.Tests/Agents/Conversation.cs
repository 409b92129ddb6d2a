using Microsoft.Extensions.Options;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.Contracts.Sandbox;
using Tarl.Judge.JudgeEpisode;
using Tarl.RolloutWorker.Agents;
using Tarl.RolloutWorker.RunEpisode;
using Tarl.UserSimulator.SimulateTurn.Scripted;
using Tarl.Verifier.VerifyEpisode;
using Tarl.Verifier.VerifyEpisode.Rules;

namespace Tarl.RolloutWorker.Tests.Agents;

/// <summary>One episode with everything real but the bus: runner, scripted user, sandbox, verifier and judge.</summary>
internal sealed record Conversation(EpisodeCompleted Episode, bool Passed, IReadOnlyList<int> Scores)
{
    public IReadOnlyList<Turn> Turns => Episode.Turns;

    public int Steps => Turns.Count(turn => turn.Role == TurnRole.Agent);

    public bool UserStopped => Episode.StopReason == StopReason.UserStopped;

    public static async Task<Conversation> PlayAsync(TaskSpec task, IAgent agent, ISandboxClient sandbox, ulong seed)
    {
        var runner = new EpisodeRunner([agent], sandbox, new UserInProcess(), Options.Create(new RolloutWorkerOptions()));
        var episode = await runner.RunAsync(Rollout(task, agent, seed), CancellationToken.None);
        if (episode.Failure is { } failure) throw new InvalidOperationException($"{task.Id}: {failure.Message}");
        var options = Options.Create(new VerifierOptions());
        var expected = await new GroundTruthReplay(sandbox, options).GetExpectedChangesAsync(task, CancellationToken.None);
        var verifier = new EpisodeVerifier([new DatabaseStateRule(), new RequiredOutputsRule(options), new FinishedConversationRule(options)], options);
        var scores = new RuleJudge(new JudgeOptions()).Score(episode).Select(score => score.Score);
        return new Conversation(episode, verifier.Verify(episode, expected).Success, [.. scores]);
    }

    private static RequestRollout Rollout(TaskSpec task, IAgent agent, ulong seed) => new()
    {
        EpisodeId = Guid.Empty,
        Task = task,
        Purpose = RolloutPurpose.Demonstration,
        Batch = "test",
        BatchSize = 1,
        Group = 0,
        Trial = 0,
        Agent = agent.Name,
        Seed = seed,
        Sampling = new SamplingOptions(),
    };

    private sealed class UserInProcess : IUser
    {
        private readonly ScriptedUser _user = new(new ScriptedUserOptions());

        public Task<UserTurnSimulated> ReplyAsync(SimulateUserTurn request, CancellationToken cancellationToken) => Task.FromResult(_user.Reply(request));
    }
}
