using System.Text.Json.Nodes;
using Tarl.Cli.Rollouts;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.Contracts.Rewards;
using Tarl.Learner.JoinEpisodes;
using Tarl.Testing;

namespace Tarl.Cli.Tests.Rollouts;

public sealed class RolloutFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static readonly EpisodeTokens Tokens = new()
    {
        Tokens = [5, 6, 7, 8, 9, 10],
        Sampled = [false, false, true, true, false, true],
        BehaviorLogprobs = [0, 0, -0.1f, -1.5e-7f, 0, -12.25f],
        PolicyVersions = [-1, -1, 3, 3, -1, 4],
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void From_Tokens_PromptEndsBeforeTheFirstSampledOne()
    {
        var rollout = Rollout(1, Tokens);

        Assert.Equal([5, 6], rollout.PromptIds!);
        Assert.Equal([7, 8, 9, 10], rollout.ResponseIds!);
        Assert.Equal([1, 1, 0, 1], rollout.ResponseMask!);
        Assert.Equal([3, 3, -1, 4], rollout.ResponseVersions!);

        // The rewards of the sampled tokens, 0 for what a tool said.
        Assert.Equal([0.25, 0, 0, 1], rollout.ResponseRewards!);
        Assert.Equal(1.25, rollout.ResponseRewards!.Sum());
    }

    [Theory]
    [InlineData("a.jsonl")]
    [InlineData("a.jsonl.gz")]
    public void Read_WhatWasWritten_IsTheSameToTheLastBit(string name)
    {
        var path = Write(name, Rollout(1, Tokens), Rollout(2, null));

        var read = RolloutFile.Read(path).ToArray();

        var tokens = read[0].Tokens()!;
        Assert.Equal(Tokens.Tokens, tokens.Tokens);
        Assert.Equal(Tokens.Sampled, tokens.Sampled);
        Assert.Equal(Tokens.BehaviorLogprobs, tokens.BehaviorLogprobs);
        Assert.Equal(Tokens.PolicyVersions, tokens.PolicyVersions);
        Assert.Null(read[1].Tokens());
        Assert.Equal("Hello <there>", read[1].Episode.Turns[0].Text);
    }

    [Fact]
    public void Write_NotCompleted_LeavesNoFile()
    {
        using (var writer = RolloutFile.Write(_folder.File("a.jsonl")))
        {
            writer.Add(Rollout(1, Tokens));
        }

        Assert.Empty(Directory.EnumerateFiles(_folder.Path));
    }

    [Theory]
    [InlineData("response_logprobs", "[-0.1, -0.2, 0]", "of one length")]
    [InlineData("response_logprobs", "null", "of one length")]
    [InlineData("response_logprobs", "[0.5, 0, 0, 0]", "not above 0")]
    [InlineData("response_mask", "[1, 2, 0, 1]", "a mask is 0 or 1")]
    [InlineData("response_ids", "[1.5]", "Line 2")]
    [InlineData("response_ids", "null", "must all be there")]
    [InlineData("format", "\"tarl-rollout-9\"", "tarl-rollout-9")]
    [InlineData("episode", "null", "Line 2")]
    [InlineData("reward_score", "\"much\"", "Line 2")]
    public void Read_LineThatIsNoRollout_IsNamed(string field, string value, string problem)
    {
        var path = Write("a.jsonl", Rollout(1, Tokens), Rollout(2, Tokens));
        var lines = File.ReadAllLines(path);
        var line = JsonNode.Parse(lines[1])!;
        line[field] = JsonNode.Parse(value);
        File.WriteAllLines(path, [lines[0], line.ToJsonString()]);

        var error = Assert.Throws<InvalidDataException>(() => RolloutFile.Read(path).ToArray());

        Assert.Contains("Line 2 of ", error.Message);
        Assert.Contains(problem, error.Message);
    }

    [Fact]
    public void Read_CutOffCompressedFile_IsDamaged()
    {
        var path = Write("a.jsonl.gz", [.. Enumerable.Range(1, 200).Select(number => Rollout(number, Tokens))]);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^20]);

        Assert.Throws<InvalidDataException>(() => RolloutFile.Read(path).ToArray());
    }

    [Fact]
    public void Update_GroupsOfTheFile_AreDealtOutInTheirOrder()
    {
        // Three groups of two, two groups an update: the second update has what is left.
        var path = Write("a.jsonl", [.. Enumerable.Range(0, 6).Select(number => Rollout(number + 1, Tokens, group: number / 2))]);
        var rollouts = new RecordedRollouts(path, groupsPerUpdate: 2);

        Assert.Equal(2, rollouts.Updates);
        Assert.Equal([(0, 0), (0, 1), (1, 0), (1, 1)], rollouts.Update(1).Select(rollout => (rollout.Episode.Rollout.Group, rollout.Episode.Rollout.Trial)));
        Assert.Equal([("update-2", 2, 2), ("update-2", 2, 2)], rollouts.Update(2).Select(rollout => (rollout.Episode.Rollout.Batch, rollout.Episode.Rollout.BatchSize, rollout.Episode.Rollout.Update ?? 0)));
        Assert.Empty(rollouts.Update(3));
        Assert.Equal([-1, -1, 0, 0, -1, 0], rollouts.Tokens(Id(1))!.PolicyVersions);
    }

    [Fact]
    public void RecordedRollouts_FailedEpisodes_AreLeftOut()
    {
        var failed = Rollout(2, null) with { Failure = "Sandbox: gone" };
        var rollouts = new RecordedRollouts(Write("a.jsonl", Rollout(1, Tokens), failed), groupsPerUpdate: 1);

        Assert.Equal((1, 1), (rollouts.LeftOut, rollouts.Update(1).Count));
    }

    [Fact]
    public void RecordedRollouts_SameEpisodeTwice_IsRefused() =>
        Assert.Contains("more than once", Assert.Throws<InvalidDataException>(() => new RecordedRollouts(Write("a.jsonl", Rollout(1, Tokens), Rollout(1, Tokens)), 1)).Message);

    [Fact]
    public void RecordedRollouts_EpisodeWithoutTokens_IsRefused() =>
        Assert.Contains("no tokens", Assert.Throws<InvalidDataException>(() => new RecordedRollouts(Write("a.jsonl", Rollout(1, null)), 1)).Message);

    private string Write(string name, params RecordedRollout[] rollouts)
    {
        using var writer = RolloutFile.Write(_folder.File(name));
        foreach (var rollout in rollouts)
        {
            writer.Add(rollout);
        }

        writer.Complete();
        return _folder.File(name);
    }

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    private static RecordedRollout Rollout(int number, EpisodeTokens? tokens, int group = 0) => RecordedRollout.From(
        new JoinedEpisode(
            new EpisodeCompleted
            {
                EpisodeId = Id(number), Rollout = Order(number, group), Turns = [new Turn { Role = TurnRole.User, Text = "Hello <there>" }], Changes = [],
                StopReason = StopReason.UserStopped,
            },
            new EpisodeVerified { EpisodeId = Id(number), Success = true, Differences = [] },
            new EpisodeJudged { EpisodeId = Id(number), Scores = [] }),
        tokens,
        [0.25, 0, 1],
        new EpisodeScored
        {
            EpisodeId = Id(number), Batch = "rollout", Group = group, Trial = 0, TaskId = "task", Domain = "retail", Kind = "cancel", Purpose = RolloutPurpose.Training,
            StopReason = StopReason.UserStopped, Success = true, Reward = 1.25, AgentTurns = 0, ToolErrors = 0, SampledTokens = 3, Tokens = 6, WaitTokens = 0,
        },
        tokens is null ? null : new SampledBy { Version = 3, Weights = "w", Tokenizer = "t", Model = "m" });

    private static RequestRollout Order(int number, int group) => new()
    {
        EpisodeId = Id(number),
        Task = new TaskSpec
        {
            Id = "task", Domain = "retail", Kind = "cancel", DataSet = "retail", Instruction = "", GroundTruth = [],
            Script = new UserScript { Identity = new Dictionary<string, string>(), Goals = [] },
        },
        Purpose = RolloutPurpose.Training, Batch = "rollout", BatchSize = 6, Group = group, Trial = number, Agent = "policy", Seed = 1, Sampling = new SamplingOptions(),
    };
}
