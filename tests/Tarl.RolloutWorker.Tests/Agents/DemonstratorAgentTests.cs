using System.Globalization;
using System.Text.RegularExpressions;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.RolloutWorker.Agents.Demonstrator;

namespace Tarl.RolloutWorker.Tests.Agents;

public partial class DemonstratorAgentTests(PlayedShop shop) : IClassFixture<PlayedShop>
{
    private static readonly string[] WriteTools = ["cancel_", "modify_", "return_", "exchange_"];

    [Fact]
    public async Task ActAsync_WithoutLapses_PassesEveryTaskAndSatisfiesTheUser()
    {
        var played = await shop.PlayAsync(new DemonstratorAgent(DemonstratorOptions.Perfect), shop.Retail.Concat(shop.Mathematics));
        Assert.All(played, episode => Assert.True(episode.Conversation.Passed && episode.Conversation.UserStopped, episode.Task.Id));
        Assert.All(played, episode => Assert.InRange(episode.Conversation.Steps, 1, 16));
    }

    [Fact]
    public async Task ActAsync_WithoutLapses_GivesTheJudgeNothingToSay()
    {
        var played = await shop.PlayAsync(new DemonstratorAgent(DemonstratorOptions.Perfect), shop.Retail.Concat(shop.Mathematics));
        Assert.All(played, episode => Assert.True(episode.Conversation.Scores.All(score => score == 1), episode.Task.Id));
    }

    [Fact]
    public async Task ActAsync_WithoutLapses_CallsTheGroundTruthInOrder()
    {
        var played = await shop.PlayAsync(new DemonstratorAgent(DemonstratorOptions.Perfect), shop.Retail);
        Assert.All(played, episode => Assert.Equal(
            episode.Task.GroundTruth.Select(Text), episode.Conversation.Turns.Select(turn => turn.Call).OfType<ToolCall>().Select(Text)));
    }

    [Fact]
    public async Task ActAsync_WithoutLapses_NamesEveryIdBeforeItWritesAndHearsYes()
    {
        foreach (var (_, conversation) in await shop.PlayAsync(new DemonstratorAgent(DemonstratorOptions.Perfect), shop.Retail))
        {
            for (var i = 2; i < conversation.Turns.Count; i++)
            {
                if (conversation.Turns[i].Call is not { } call || !IsWrite(call)) continue;
                Assert.StartsWith("Yes", conversation.Turns[i - 1].Text);
                Assert.All(Ids().Matches(Text(call)).Select(match => match.Value), id => Assert.Contains(id, conversation.Turns[i - 2].Text));
            }
        }
    }

    [Fact]
    public async Task ActAsync_DefaultLapses_PassesAboutThreeQuarters()
    {
        var played = await shop.PlayAsync(new DemonstratorAgent(new DemonstratorOptions()), shop.Retail);

        // Standard error about 1.5 points.
        Assert.InRange(played.Average(episode => episode.Conversation.Passed ? 1.0 : 0.0), 0.70, 0.80);
    }

    [Fact]
    public async Task ActAsync_AnyLapses_NeverNamesAnIdThatItHasNotSeen()
    {
        var options = new DemonstratorOptions { WrongDetail = 0.5 };
        foreach (var (task, conversation) in await shop.PlayAsync(new DemonstratorAgent(options), shop.Retail))
        {
            var seen = "";
            foreach (var turn in conversation.Turns)
            {
                var said = turn.Text + (turn.Call is null ? "" : Text(turn.Call));
                if (turn.Role == TurnRole.Agent) Assert.All(Ids().Matches(said).Select(match => match.Value), id => Assert.True(seen.Contains(id), $"{task.Id}: {id}"));
                seen += said;
            }
        }
    }

    [Fact]
    public async Task ActAsync_AlwaysIgnoresNo_FailsEveryChangeOfMind()
    {
        var agent = new DemonstratorAgent(DemonstratorOptions.Perfect with { IgnoreNo = 1 });
        Assert.All(await shop.PlayAsync(agent, Kind("change-of-mind")), episode => Assert.False(episode.Conversation.Passed));
    }

    [Fact]
    public async Task ActAsync_AlwaysSkipsConfirmation_AsksNothingAndStillPassesWrites()
    {
        var agent = new DemonstratorAgent(DemonstratorOptions.Perfect with { SkipConfirmation = 1 });
        var played = await shop.PlayAsync(agent, Kind("cancel"));
        Assert.All(played, episode => Assert.True(episode.Conversation.Passed));
        Assert.DoesNotContain(played, episode => episode.Conversation.Turns.Any(turn => turn.Text.Contains("yes/no", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ActAsync_NeverRefuses_TriesTheForbiddenWrite()
    {
        var agent = new DemonstratorAgent(DemonstratorOptions.Perfect with { FailToRefuse = 1, TransferShare = 0 });
        var played = await shop.PlayAsync(agent, Kind("refusal"));
        Assert.All(played, episode => Assert.Contains(episode.Conversation.Turns, turn => turn.Call is { } call && IsWrite(call)));
        Assert.Contains(played, episode => !episode.Conversation.Passed);
    }

    [Fact]
    public async Task ActAsync_AlwaysTransfers_EndsRefusalsByTransfer()
    {
        var agent = new DemonstratorAgent(DemonstratorOptions.Perfect with { FailToRefuse = 1, TransferShare = 1 });
        Assert.All(await shop.PlayAsync(agent, Kind("refusal")), episode =>
            Assert.Contains(episode.Conversation.Turns, turn => turn.Call?.Name == "transfer_to_human_agents"));
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("return")]
    [InlineData("exchange")]
    [InlineData("modify-items")]
    [InlineData("modify-address")]
    [InlineData("modify-user-address")]
    [InlineData("modify-payment")]
    public async Task ActAsync_AlwaysAWrongDetail_PassesNoWrite(string kind)
    {
        var agent = new DemonstratorAgent(DemonstratorOptions.Perfect with { WrongDetail = 1 });
        Assert.All(await shop.PlayAsync(agent, Kind(kind)), episode => Assert.False(episode.Conversation.Passed));
    }

    [Fact]
    public async Task ActAsync_AlwaysAWrongDetail_MakesASlipInTheLastStepOfASum()
    {
        var agent = new DemonstratorAgent(DemonstratorOptions.Perfect with { WrongDetail = 1 });
        foreach (var (task, conversation) in await shop.PlayAsync(agent, shop.Mathematics))
        {
            var wrong = int.Parse(task.Outputs[0], CultureInfo.InvariantCulture) + 1;
            Assert.EndsWith($" = {wrong}. The answer is {wrong}.", conversation.Turns[1].Text);
        }
    }

    [Fact]
    public async Task ActAsync_SameSeed_SaysTheSame()
    {
        var agent = new DemonstratorAgent(new DemonstratorOptions());
        var first = await shop.PlayAsync(agent, shop.Retail.Take(100));
        var again = await shop.PlayAsync(agent, shop.Retail.Take(100));
        Assert.Equal(Transcript(first), Transcript(again));
    }

    [Fact]
    public async Task StartAsync_TaskWithoutPlan_IsRefusedByName()
    {
        var task = shop.Retail[0] with { Plan = [] };
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => shop.PlayAsync(new DemonstratorAgent(new DemonstratorOptions()), [task]));
        Assert.Contains(task.Id, failure.Message);
    }

    private IEnumerable<TaskSpec> Kind(string kind) => shop.Retail.Where(task => task.Kind == kind);

    private static IEnumerable<string> Transcript(IEnumerable<(TaskSpec Task, Conversation Conversation)> played) =>
        played.SelectMany(episode => episode.Conversation.Turns).Select(turn => turn.Text + (turn.Call is null ? "" : Text(turn.Call)));

    private static string Text(ToolCall call) => $"{call.Name} {call.Arguments.GetRawText()}";

    private static bool IsWrite(ToolCall call) => WriteTools.Any(prefix => call.Name.StartsWith(prefix, StringComparison.Ordinal));

    [GeneratedRegex(@"#W\d{7}|\b\d{10}\b|(?:gift_card|credit_card|paypal)_\d{7}|[a-z]+_[a-z]+_\d{4}\b")]
    private static partial Regex Ids();
}
