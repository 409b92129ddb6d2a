using Microsoft.Extensions.Options;
using Tarl.Contracts.Policy;
using Tarl.PolicyServer.Generate;
using Tarl.PolicyServer.KeepTokens;

namespace Tarl.PolicyServer.Tests.KeepTokens;

public sealed class TokenLedgerTests
{
    private static readonly LedgerReference Reference = new() { Replica = "here", Tokens = 0, SampledTokens = 0 };
    private static readonly PolicyServerOptions Bounds = new() { MaxLedgerBytes = 10 * 13, LedgerLifetime = TimeSpan.FromHours(1) };
    private readonly ManualClock _clock = new();
    private readonly TokenLedger _ledger;

    public TokenLedgerTests() => _ledger = new TokenLedger(Options.Create(Bounds), _clock);

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    private static EpisodeTokens Tokens(int count, int first = 0) => new()
    {
        Tokens = [.. Enumerable.Range(first, count)],
        Sampled = new bool[count],
        BehaviorLogprobs = new float[count],
        PolicyVersions = new int[count],
    };

    private async Task<EpisodeTokens?> TakeAsync(int id) => await _ledger.TakeAsync(Reference, Id(id), default);

    [Fact]
    public async Task TakeAsync_Kept_GivesItOnce()
    {
        var tokens = Tokens(3);
        _ledger.Keep(Id(1), tokens);
        Assert.Same(tokens, await TakeAsync(1));
        Assert.Null(await TakeAsync(1));
    }

    [Fact]
    public async Task TakeAsync_NeverKept_IsNull() => Assert.Null(await TakeAsync(5));

    [Fact]
    public async Task Keep_MoreThanTheBound_DropsTheOldest()
    {
        for (var i = 1; i <= 4; i++) _ledger.Keep(Id(i), Tokens(4));
        Assert.Null(await TakeAsync(1));
        Assert.Null(await TakeAsync(2));
        Assert.NotNull(await TakeAsync(3));
        Assert.NotNull(await TakeAsync(4));
    }

    [Fact]
    public async Task Keep_ExactlyTheBound_KeepsAll()
    {
        _ledger.Keep(Id(1), Tokens(6));
        _ledger.Keep(Id(2), Tokens(4));
        Assert.NotNull(await TakeAsync(1));
        Assert.NotNull(await TakeAsync(2));
    }

    [Fact]
    public async Task Keep_AfterSomeWereTaken_HasTheirRoomAgain()
    {
        for (var i = 0; i < 100; i++)
        {
            _ledger.Keep(Id(i), Tokens(10));
            Assert.NotNull(await TakeAsync(i));
        }
    }

    [Fact]
    public async Task Keep_LargerThanTheBound_IsNotKept()
    {
        _ledger.Keep(Id(1), Tokens(11));
        Assert.Null(await TakeAsync(1));
        _ledger.Keep(Id(2), Tokens(10));
        Assert.NotNull(await TakeAsync(2));
    }

    [Fact]
    public async Task Keep_SameEpisodeAgain_ReplacesItAndMakesItTheNewest()
    {
        _ledger.Keep(Id(1), Tokens(4));
        _ledger.Keep(Id(2), Tokens(4));
        _ledger.Keep(Id(1), Tokens(4, first: 100));
        _ledger.Keep(Id(3), Tokens(4));

        Assert.Null(await TakeAsync(2));
        var again = await TakeAsync(1);
        Assert.Equal([100, 101, 102, 103], again!.Tokens);
        Assert.NotNull(await TakeAsync(3));
    }

    [Fact]
    public async Task Keep_BeyondItsLifetime_IsDropped()
    {
        _ledger.Keep(Id(1), Tokens(4));
        _clock.Advance(TimeSpan.FromMinutes(40));
        _ledger.Keep(Id(2), Tokens(4));
        Assert.Equal((2, 8 * 13), _ledger.Size);
        _clock.Advance(TimeSpan.FromMinutes(40));
        Assert.Equal((1, 4 * 13), _ledger.Size);
        Assert.Null(_ledger.Read(Id(1)));
        Assert.NotNull(await TakeAsync(2));
    }

    [Fact]
    public void Read_GivesItAgain()
    {
        var tokens = Tokens(3);
        _ledger.Keep(Id(1), tokens);
        Assert.Same(tokens, _ledger.Read(Id(1)));
        Assert.Same(tokens, _ledger.Read(Id(1)));
    }

    [Fact]
    public void MarkSent_NoRoomForAll_IsDroppedBeforeOlderOnes()
    {
        _ledger.Keep(Id(1), Tokens(4));
        _ledger.Keep(Id(2), Tokens(4));
        _ledger.MarkSent(Id(2));
        Assert.NotNull(_ledger.Read(Id(2)));
        _ledger.Keep(Id(3), Tokens(4));
        Assert.Null(_ledger.Read(Id(2)));
        Assert.NotNull(_ledger.Read(Id(1)));
    }

    [Fact]
    public void MarkSent_BeyondItsLifetime_HoldsNobodyUp()
    {
        _ledger.Keep(Id(1), Tokens(4));
        _clock.Advance(TimeSpan.FromMinutes(40));
        _ledger.Keep(Id(2), Tokens(4));
        _ledger.MarkSent(Id(2));
        _clock.Advance(TimeSpan.FromMinutes(40));
        Assert.Null(_ledger.Read(Id(1)));
        Assert.NotNull(_ledger.Read(Id(2)));
    }
}
