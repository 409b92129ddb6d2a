using Tarl.Cli.Conform.Messages;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;
using Tarl.Contracts.Training;

namespace Tarl.Contracts.Tests;

/// <summary>Every message on the bus, in the order in which a run first sends it.</summary>
internal static class MessageCatalogue
{
    private const string EpisodeKey = "`episodeId`";
    private const string NoOrder = "None: messages about different episodes, and the three events about one, come in any order.";
    private const string RunEnds = "`Fault` goes to the command line, and the run ends with its sentence; it can be resumed.";

    private static readonly Guid Episode = new("0f8fad5b-d9cb-469f-a165-70867728950e");

    public static IReadOnlyList<DocumentedMessage> All { get; } =
    [
        new()
        {
            Example = new StartCloning { Demonstrations = 4000 },
            Kind = "command",
            From = ["Cli"],
            Key = "none: there is one a run",
            Twice = "The same orders again, with the same episode ids.",
            Order = "Before everything else.",
            GivenUp = RunEnds,
        },
        new()
        {
            Example = ScriptedEpisode.Order(Episode, ExampleMessages.CancelTask) with
            {
                Purpose = RolloutPurpose.Training,
                Choice = new TaskChoice { Reason = "uniform" },
                Batch = "update-12",
                Update = 12,
                BatchSize = 256,
                Group = 3,
                Trial = 1,
                Agent = "policy",
                PolicyVersion = 11,
                Seed = 1234567890123456789,
            },
            Kind = "command",
            From = ["Curriculum", "Cli", "Learner"],
            Key = EpisodeKey,
            Twice = "The worker that is playing the episode waits for it; otherwise it is played again, to the same end.",
            Order = "None. An order waits at the worker until the policy server holds its `policyVersion`.",
            GivenUp = RunEnds,
        },
        new()
        {
            Example = ExampleMessages.Opening(Episode),
            Kind = "request",
            From = ["RolloutWorker"],
            Key = "the envelope's `requestId`; the same `seed` and `dialogue` are the same question",
            Twice = "The same reply.",
            Order = "One question of an episode at a time.",
            GivenUp = "`Fault` goes to the one who asked, or a reply with `failure` set: the episode ends as failed, at the boundary `User`. A question expires (`expirationTime`) when nobody waits for its answer any longer; the worker asks again.",
        },
        new()
        {
            Example = new UserTurnSimulated { Text = "My email is mei.lee3418@example.com. I want to cancel order #W5780077.", Stop = false },
            Kind = "reply",
            From = ["UserSimulator"],
            Key = "the envelope's `requestId`, that of the request",
            Twice = "The first is taken, the second passed over.",
            Order = "One for each request.",
            GivenUp = "The worker asks again.",
        },
        new()
        {
            Example = ExampleMessages.Cancellation(Episode),
            Kind = "event",
            From = ["RolloutWorker"],
            Key = EpisodeKey,
            Twice = "Verifier and judge repeat themselves word for word; the learner has it.",
            Order = NoOrder,
            GivenUp = "Verifier or judge publish their event with `failure` set, so that nobody waits: the episode counts as failed, not as bad.",
        },
        new()
        {
            Example = new EpisodeVerified { EpisodeId = Episode, Success = false, Differences = ["orders #W5780077: cancel_reason should be ordered by mistake, is no longer needed"] },
            Kind = "event",
            From = ["Verifier"],
            Key = EpisodeKey,
            Twice = "The learner has it.",
            Order = NoOrder,
            GivenUp = "The learner waits for the episode until it is sent again (`tarl bus retry`).",
        },
        new()
        {
            Example = new EpisodeJudged
            {
                EpisodeId = Episode,
                Scores =
                [
                    new TurnScore { TurnIndex = 1, Score = 1, Reason = "correct" },
                    new TurnScore { TurnIndex = 3, Score = 1, Reason = "correct" },
                    new TurnScore { TurnIndex = 5, Score = 0, Reason = "the same question again" },
                    new TurnScore { TurnIndex = 7, Score = -1, Reason = "cancel_pending_order: reason should be ordered by mistake, is no longer needed" },
                    new TurnScore { TurnIndex = 9, Score = 0, Reason = "follows from the deviation in turn 7" },
                ],
            },
            Kind = "event",
            From = ["Judge"],
            Key = EpisodeKey,
            Twice = "The learner has it.",
            Order = NoOrder,
            GivenUp = "The learner waits for the episode until it is sent again (`tarl bus retry`).",
        },
        new()
        {
            Example = new EpisodeScored
            {
                EpisodeId = Episode,
                Batch = "update-12",
                Group = 3,
                Trial = 1,
                TaskId = ExampleMessages.CancelTask.Id,
                Kind = "cancel",
                Domain = "retail",
                Choice = new TaskChoice { Reason = "uniform" },
                Purpose = RolloutPurpose.Training,
                StopReason = StopReason.UserStopped,
                Success = false,
                Reward = -0.2,
                AgentTurns = 5,
                ToolErrors = 0,
                SampledTokens = 84,
                Tokens = 1290,
                WaitTokens = 0,
            },
            Kind = "event",
            From = ["Learner"],
            Key = EpisodeKey,
            Twice = "Counted once.",
            Order = NoOrder,
            GivenUp = "The command line does not count the episode; nothing is lost from the run's database.",
        },
        new()
        {
            Example = new CloningProgressed { Step = 600, Steps = 2400, Loss = 0.31, Tokens = 4915200 },
            Kind = "event",
            From = ["Learner"],
            Key = "`step`",
            Twice = "Shown again.",
            Order = "Ascending, from one learner.",
            GivenUp = "A line less on the screen.",
        },
        new()
        {
            Example = new CheckpointPublished { PolicyVersion = 12, Path = "/runs/a/checkpoints/000012", Sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" },
            Kind = "event",
            From = ["Learner", "Cli"],
            Key = "`policyVersion`",
            Twice = "Not newer than what is served: passed over.",
            Order = "Ascending from one learner; an older one that comes late is passed over.",
            GivenUp = RunEnds,
        },
        new()
        {
            Example = new CloningCompleted { PolicyVersion = 0, Demonstrations = 4000, Parameters = 607105, Tokens = 19660800 },
            Kind = "event",
            From = ["Learner"],
            Key = "none: there is one a run",
            Twice = "The run has gone on.",
            Order = "After `CheckpointPublished` of version 0.",
            GivenUp = "The command line waits; `train --resume` goes on.",
        },
        new()
        {
            Example = new StartReinforcement { CompletedUpdates = 0, PolicyVersion = 0 },
            Kind = "command",
            From = ["Cli"],
            Key = "`completedUpdates`",
            Twice = "The same orders again, with the same episode ids.",
            Order = "After `CloningCompleted`.",
            GivenUp = RunEnds,
        },
        new()
        {
            Example = new UpdateCompleted
            {
                Update = 12,
                PolicyVersion = 12,
                Metrics = new Dictionary<string, double> { ["passRate"] = 0.56, ["reward"] = 0.646, ["kl"] = 0.0005 },
                Results = [new TaskResult { Update = 12, TaskId = ExampleMessages.CancelTask.Id, Trials = 8, Passes = 5 }],
            },
            Kind = "event",
            From = ["Learner"],
            Key = "`update`",
            Twice = "The same orders again, with the same episode ids; counted once at the command line.",
            Order = "Ascending, after `CheckpointPublished` of the same version.",
            GivenUp = "No further update is ordered; `train --resume` goes on.",
        },
        new()
        {
            Example = new LearnerFailed { Message = "Every episode of update-12 failed: the sandbox does not answer." },
            Kind = "event",
            From = ["Learner"],
            Key = "none: it is the end",
            Twice = "The run has ended.",
            Order = "After it nothing comes from this learner.",
            GivenUp = "The command line waits; Ctrl-C ends it.",
        },
    ];
}
