using System.Globalization;
using System.Text.RegularExpressions;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.RolloutWorker.Agents.Demonstrator;

namespace Tarl.RolloutWorker.Tests.Agents;

public partial class DemonstratorAgentTests(PlayedWorlds worlds) : IClassFixture<PlayedWorlds>
{
    private static readonly string[] WriteTools = ["cancel_", "modify_", "return_", "exchange_", "update_", "book_", "send_"];

    [Theory]
    [InlineData("retail")]
    [InlineData("airline")]
    public async Task ActAsync_WithoutLapses_PassesEveryTaskAndSatisfiesTheUser(string domain)
    {
        var played = await worlds.PlayAsync(new DemonstratorAgent(DemonstratorOptions.Perfect), worlds.Of(domain).Concat(worlds.Mathematics));
        Assert.All(played, episode => Assert.True(episode.Conversation.Passed && episode.Conversation.UserStopped, episode.Task.Id));
        Assert.All(played, episode => Assert.InRange(episode.Conversation.Steps, 1, 16));
    }

    [Theory]
    [InlineData("long retail")]
    [InlineData("long airline")]
    public async Task ActAsync_LongTasksWithoutLapses_PassesEveryOneWithinTheStepsOfAnEpisode(string domain)
    {
        var played = await worlds.PlayAsync(new DemonstratorAgent(DemonstratorOptions.Perfect), worlds.Of(domain));
        Assert.Equal(400, played.Count);
        Assert.All(played, episode => Assert.True(episode.Conversation.Passed && episode.Conversation.UserStopped, episode.Task.Id));
        Assert.All(played, episode => Assert.InRange(episode.Conversation.Steps, 5, 28));
    }

    [Theory]
    [InlineData("retail")]
    [InlineData("airline")]
    [InlineData("long retail")]
    [InlineData("long airline")]
    public async Task ActAsync_WithoutLapses_GivesTheJudgeNothingToSay(string domain)
    {
        var played = await worlds.PlayAsync(new DemonstratorAgent(DemonstratorOptions.Perfect), worlds.Of(domain).Concat(worlds.Mathematics));
        Assert.All(played, episode => Assert.True(episode.Conversation.Scores.All(score => score == 1), episode.Task.Id));
    }

    [Theory]
    [InlineData("retail")]
    [InlineData("airline")]
    [InlineData("long retail")]
    [InlineData("long airline")]
    public async Task ActAsync_WithoutLapses_CallsTheGroundTruthInOrder(string domain)
    {
        var played = await worlds.PlayAsync(new DemonstratorAgent(DemonstratorOptions.Perfect), worlds.Of(domain));
        Assert.All(played, episode => Assert.Equal(
            episode.Task.GroundTruth.Select(Text), episode.Conversation.Turns.Select(turn => turn.Call).OfType<ToolCall>().Select(Text)));
    }

    [Theory]
    [InlineData("retail")]
    [InlineData("airline")]
    [InlineData("long retail")]
    [InlineData("long airline")]
    public async Task ActAsync_WithoutLapses_NamesEveryIdBeforeItWritesAndHearsYes(string domain)
    {
        foreach (var (_, conversation) in await worlds.PlayAsync(new DemonstratorAgent(DemonstratorOptions.Perfect), worlds.Of(domain)))
        {
            for (var i = 2; i < conversation.Turns.Count; i++)
            {
                if (conversation.Turns[i].Call is not { } call || !IsWrite(call)) continue;
                Assert.StartsWith("Yes", conversation.Turns[i - 1].Text);
                Assert.All(Ids().Matches(Text(call)).Select(match => match.Value), id => Assert.Contains(id, conversation.Turns[i - 2].Text));
            }
        }
    }

    [Theory]
    [InlineData("retail")]
    [InlineData("airline")]
    public async Task ActAsync_DefaultLapses_PassesAboutThreeQuarters(string domain)
    {
        var played = await worlds.PlayAsync(new DemonstratorAgent(new DemonstratorOptions()), worlds.Of(domain));

        // Standard error about 1.5 points.
        Assert.InRange(played.Average(episode => episode.Conversation.Passed ? 1.0 : 0.0), 0.70, 0.80);
    }

    [Theory]
    [InlineData("retail")]
    [InlineData("airline")]
    [InlineData("long retail")]
    [InlineData("long airline")]
    public async Task ActAsync_AnyLapses_NeverNamesAnIdThatItHasNotSeen(string domain)
    {
        var options = new DemonstratorOptions { WrongDetail = 0.5 };
        foreach (var (task, conversation) in await worlds.PlayAsync(new DemonstratorAgent(options), worlds.Of(domain)))
        {
            var seen = "";
            foreach (var turn in conversation.Turns)
            {
                var said = turn.Thought + turn.Text + (turn.Call is null ? "" : Text(turn.Call));
                if (turn.Role == TurnRole.Agent) Assert.All(Ids().Matches(said).Select(match => match.Value), id => Assert.True(seen.Contains(id), $"{task.Id}: {id}"));
                seen += said;
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    public async Task ActAsync_Retail_ThinksWhatItHasReadOrHeardWordForWord(double wrongDetail)
    {
        var options = new DemonstratorOptions { WrongDetail = wrongDetail };
        var thoughts = 0;
        foreach (var (task, conversation) in await worlds.PlayAsync(new DemonstratorAgent(options), worlds.Of("retail")))
        {
            var read = "";
            foreach (var turn in conversation.Turns)
            {
                Assert.All(turn.Thought?.Split('\n') ?? [], line => Assert.True(read.Contains(line, StringComparison.Ordinal), $"{task.Id}: {line}"));
                thoughts += turn.Thought is null ? 0 : 1;
                read += turn.Role == TurnRole.Agent ? "" : turn.Text;
            }
        }

        Assert.InRange(thoughts, 100, int.MaxValue);
    }

    [Theory]
    [InlineData("exchange", "item_ids")]
    [InlineData("exchange", "new_item_ids")]
    [InlineData("modify-items", "new_item_ids")]
    [InlineData("return", "item_ids")]
    public async Task ActAsync_WritesItems_HasThoughtOfEachOne(string kind, string argument)
    {
        foreach (var (task, conversation) in await worlds.PlayAsync(new DemonstratorAgent(new DemonstratorOptions()), Kind("retail", kind)))
        {
            var thought = string.Concat(conversation.Turns.Select(turn => turn.Thought));
            var written = conversation.Turns.Select(turn => turn.Call).OfType<ToolCall>().Where(IsWrite)
                .SelectMany(write => write.Arguments.GetProperty(argument).EnumerateArray());
            Assert.All(written, id => Assert.True(thought.Contains($"\"item_id\": \"{id}\"", StringComparison.Ordinal), $"{task.Id}: {id}"));
            var payments = conversation.Turns.Select(turn => turn.Call).OfType<ToolCall>().Where(IsWrite)
                .Select(write => write.Arguments.GetProperty("payment_method_id").GetString()!);
            Assert.All(payments, id => Assert.True(thought.Contains(id, StringComparison.Ordinal), $"{task.Id}: {id}"));
        }
    }

    [Theory]
    [InlineData("retail")]
    [InlineData("airline")]
    public async Task ActAsync_AlwaysIgnoresNo_FailsEveryChangeOfMind(string domain)
    {
        var agent = new DemonstratorAgent(DemonstratorOptions.Perfect with { IgnoreNo = 1 });
        Assert.All(await worlds.PlayAsync(agent, Kind(domain, "change-of-mind")), episode => Assert.False(episode.Conversation.Passed));
    }

    [Theory]
    [InlineData("retail")]
    [InlineData("airline")]
    public async Task ActAsync_AlwaysSkipsConfirmation_AsksNothingAndStillPassesWrites(string domain)
    {
        var agent = new DemonstratorAgent(DemonstratorOptions.Perfect with { SkipConfirmation = 1 });
        var played = await worlds.PlayAsync(agent, Kind(domain, "cancel"));
        Assert.All(played, episode => Assert.True(episode.Conversation.Passed));
        Assert.DoesNotContain(played, episode => episode.Conversation.Turns.Any(turn => turn.Text.Contains("yes/no", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("retail")]
    [InlineData("airline")]
    public async Task ActAsync_NeverRefuses_TriesTheForbiddenWrite(string domain)
    {
        var agent = new DemonstratorAgent(DemonstratorOptions.Perfect with { FailToRefuse = 1, TransferShare = 0 });
        var played = await worlds.PlayAsync(agent, Kind(domain, "refusal").Where(task => task.Plan[0].Write is not null));
        Assert.All(played, episode => Assert.Contains(episode.Conversation.Turns, turn => turn.Call is { } call && IsWrite(call)));
        Assert.Contains(played, episode => !episode.Conversation.Passed);
    }

    [Theory]
    [InlineData("retail")]
    [InlineData("airline")]
    public async Task ActAsync_AlwaysTransfers_EndsRefusalsByTransfer(string domain)
    {
        var agent = new DemonstratorAgent(DemonstratorOptions.Perfect with { FailToRefuse = 1, TransferShare = 1 });
        Assert.All(await worlds.PlayAsync(agent, Kind(domain, "refusal")), episode =>
            Assert.Contains(episode.Conversation.Turns, turn => turn.Call?.Name == "transfer_to_human_agents"));
    }

    [Theory]
    [InlineData("retail", "cancel")]
    [InlineData("retail", "return")]
    [InlineData("retail", "exchange")]
    [InlineData("retail", "modify-items")]
    [InlineData("retail", "modify-address")]
    [InlineData("retail", "modify-user-address")]
    [InlineData("retail", "modify-payment")]
    [InlineData("airline", "cancel")]
    [InlineData("airline", "change-flights")]
    [InlineData("airline", "change-cabin")]
    [InlineData("airline", "change-baggage")]
    [InlineData("airline", "change-passengers")]
    [InlineData("airline", "book")]
    [InlineData("airline", "compensation")]
    public async Task ActAsync_AlwaysAWrongDetail_PassesNoWrite(string domain, string kind)
    {
        var agent = new DemonstratorAgent(DemonstratorOptions.Perfect with { WrongDetail = 1 });
        Assert.All(await worlds.PlayAsync(agent, Kind(domain, kind)), episode => Assert.False(episode.Conversation.Passed));
    }

    [Fact]
    public async Task ActAsync_AlwaysAWrongDetail_MakesASlipInTheLastStepOfASum()
    {
        var agent = new DemonstratorAgent(DemonstratorOptions.Perfect with { WrongDetail = 1 });
        foreach (var (task, conversation) in await worlds.PlayAsync(agent, worlds.Mathematics))
        {
            var wrong = int.Parse(task.Outputs[0], CultureInfo.InvariantCulture) + 1;
            Assert.EndsWith($" = {wrong}. The answer is {wrong}.", conversation.Turns[1].Text);
        }
    }

    [Theory]
    [InlineData("retail")]
    [InlineData("airline")]
    public async Task ActAsync_SameSeed_SaysTheSame(string domain)
    {
        var agent = new DemonstratorAgent(new DemonstratorOptions());
        var first = await worlds.PlayAsync(agent, worlds.Of(domain).Take(100));
        var again = await worlds.PlayAsync(agent, worlds.Of(domain).Take(100));
        Assert.Equal(Transcript(first), Transcript(again));
    }

    [Fact]
    public async Task StartAsync_TaskWithoutPlan_IsRefusedByName()
    {
        var task = worlds.Retail[0] with { Plan = [] };
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => worlds.PlayAsync(new DemonstratorAgent(new DemonstratorOptions()), [task]));
        Assert.Contains(task.Id, failure.Message);
    }

    private IEnumerable<TaskSpec> Kind(string domain, string kind) => worlds.Of(domain).Where(task => task.Kind == kind);

    private static IEnumerable<string> Transcript(IEnumerable<(TaskSpec Task, Conversation Conversation)> played) =>
        played.SelectMany(episode => episode.Conversation.Turns).Select(turn => turn.Text + (turn.Call is null ? "" : Text(turn.Call)));

    private static string Text(ToolCall call) => $"{call.Name} {call.Arguments.GetRawText()}";

    private static bool IsWrite(ToolCall call) => WriteTools.Any(prefix => call.Name.StartsWith(prefix, StringComparison.Ordinal));

    [GeneratedRegex(@"#W\d{7}|\b\d{10}\b|\b[A-Z]\d{5}\b|\bHAT\d{3}\b|(?:gift_card|credit_card|paypal|certificate)_\d{7}|[a-z]+_[a-z]+_\d{4}\b")]
    private static partial Regex Ids();
}
