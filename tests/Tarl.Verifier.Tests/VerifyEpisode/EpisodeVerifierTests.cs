using Microsoft.Extensions.Options;
using Tarl.Contracts.Episodes;
using Tarl.Verifier.VerifyEpisode;
using Tarl.Verifier.VerifyEpisode.Rules;
using static Tarl.Verifier.Tests.Sample;

namespace Tarl.Verifier.Tests.VerifyEpisode;

public sealed class EpisodeVerifierTests
{
    private static EpisodeVerifier Verifier(VerifierOptions options) =>
        new([new DatabaseStateRule(), new FinishedConversationRule(Options.Create(options))], Options.Create(options));

    [Theory]
    [InlineData(StopReason.UserStopped, true)]
    [InlineData(StopReason.AgentTransferred, true)]
    [InlineData(StopReason.StepLimit, false)]
    [InlineData(StopReason.TokenLimit, false)]
    public void Verify_NothingToWriteAndNothingWritten_SucceedsIfTheConversationEnded(StopReason reason, bool expected) =>
        Assert.Equal(expected, Verifier(new VerifierOptions()).Verify(Episode(Task()) with { StopReason = reason }, []).Success);

    [Fact]
    public void Verify_CutOffButNotRequiredToFinish_Succeeds() =>
        Assert.True(Verifier(new VerifierOptions { RequireFinishedConversation = false })
            .Verify(Episode(Task()) with { StopReason = StopReason.StepLimit }, []).Success);

    [Fact]
    public void Verify_MoreDifferencesThanAreWrittenOut_CountsTheRest()
    {
        StateChange[] changes = [.. Enumerable.Range(1, 5).Select(i => Status($"#W{i}", "pending", "cancelled"))];
        var verdict = Verifier(new VerifierOptions { MaxDifferences = 2 }).Verify(Episode(Task(), changes), []);

        Assert.False(verdict.Success);
        Assert.Equal(
            ["order #W1: unexpected change of status from pending to cancelled", "order #W2: unexpected change of status from pending to cancelled", "and 3 more"],
            verdict.Differences);
    }
}
