using Tarl.Contracts.Episodes;
using static Tarl.Judge.Tests.JudgeEpisode.Judging;

namespace Tarl.Judge.Tests.JudgeEpisode.Rules;

public sealed class NeedlessTransferRuleTests
{
    [Fact]
    public void Score_TransferInsteadOfADemandedWrite_IsTheDeviation()
    {
        var episode = Identified(CancelTask()).Call("transfer_to_human_agents", """{"summary": ""}""", "Transfer successful").End(StopReason.AgentTransferred);
        Assert.Equal([1, -1], Scores(episode));
        Assert.Equal("handed the user over instead of cancel_pending_order", LastReason(episode));
    }

    [Fact]
    public void Score_NeedlessTransferWhereNothingIsToBeWritten_IsMinor() =>
        Assert.Equal(
            [1, 0],
            Scores(Identified(new EpisodeBuilder()).Call("transfer_to_human_agents", "{}", "Transfer successful").End(StopReason.AgentTransferred)));

    [Fact]
    public void Score_DemandedTransfer_IsRight() =>
        Assert.Equal(
            [1, 1],
            Scores(Identified(new EpisodeBuilder().Demand("transfer_to_human_agents", """{"summary": "a"}"""))
                .Call("transfer_to_human_agents", """{"summary": "b"}""", "Transfer successful").End(StopReason.AgentTransferred)));
}
