using Microsoft.Extensions.Options;
using Tarl.Verifier.VerifyEpisode;
using static Tarl.Verifier.Tests.Sample;

namespace Tarl.Verifier.Tests.VerifyEpisode;

public sealed class GroundTruthReplayTests
{
    private readonly FakeSandbox _sandbox = new();

    private GroundTruthReplay Replay(int cacheSize = 4096) => new(_sandbox, Options.Create(new VerifierOptions { ReplayCacheSize = cacheSize }));

    [Fact]
    public async Task GetExpectedChangesAsync_FailingCallInTheMiddle_RestStillCounts()
    {
        var task = Task(Call("cancel", """{"order_id": "#W1"}"""), Call("cancel"), Call("cancel", """{"order_id": "#W2"}"""));
        var changes = await Replay().GetExpectedChangesAsync(task, CancellationToken.None);
        Assert.Equal(["#W1", "#W2"], changes.Select(change => change.Id));
    }

    [Fact]
    public async Task GetExpectedChangesAsync_CallThatEndsTheEpisode_IsNotReplayed()
    {
        var task = Task(Call("cancel", """{"order_id": "#W1"}"""), Call("transfer_to_human_agents", """{"summary": ""}"""));
        await Replay().GetExpectedChangesAsync(task, CancellationToken.None);
        Assert.Equal(["cancel"], _sandbox.Called);
    }

    [Fact]
    public async Task GetExpectedChangesAsync_NoCalls_AsksNoSandbox()
    {
        Assert.Empty(await Replay().GetExpectedChangesAsync(Task(), CancellationToken.None));
        Assert.Equal(0, _sandbox.Opened);
    }

    [Fact]
    public async Task GetExpectedChangesAsync_SameTaskAgain_IsRemembered()
    {
        var replay = Replay();
        var first = await replay.GetExpectedChangesAsync(Task(Call("cancel", """{"order_id": "#W1"}""")), CancellationToken.None);
        var second = await replay.GetExpectedChangesAsync(Task(Call("cancel", """{"order_id": "#W1"}""")), CancellationToken.None);

        Assert.Same(first, second);
        Assert.Equal(1, _sandbox.Opened);
    }

    [Fact]
    public async Task GetExpectedChangesAsync_TaskRewrittenUnderItsId_IsReplayedAnew()
    {
        var replay = Replay();
        await replay.GetExpectedChangesAsync(Task(Call("cancel", """{"order_id": "#W1"}""")), CancellationToken.None);
        var changes = await replay.GetExpectedChangesAsync(Task(Call("cancel", """{"order_id": "#W2"}""")), CancellationToken.None);
        Assert.Equal("#W2", Assert.Single(changes).Id);
    }

    [Fact]
    public async Task GetExpectedChangesAsync_CacheFull_ForgetsTheOldest()
    {
        var replay = Replay(cacheSize: 2);
        foreach (var order in new[] { "#W1", "#W2", "#W3", "#W3", "#W2", "#W1" })
        {
            await replay.GetExpectedChangesAsync(Task(Call("cancel", $$"""{"order_id": "{{order}}"}""")), CancellationToken.None);
        }

        // 1, 2 and 3 are new; 3 and 2 are known; 1 was forgotten when 3 came.
        Assert.Equal(4, _sandbox.Opened);
    }

    [Fact]
    public async Task GetExpectedChangesAsync_SandboxHangs_TimesOut()
    {
        var options = Options.Create(new VerifierOptions { ReplayTimeout = TimeSpan.FromMilliseconds(1) });
        var replay = new GroundTruthReplay(new FakeSandbox { Hangs = true }, options);
        await Assert.ThrowsAsync<TimeoutException>(async () => await replay.GetExpectedChangesAsync(Task(Call("cancel")), CancellationToken.None));
    }
}
