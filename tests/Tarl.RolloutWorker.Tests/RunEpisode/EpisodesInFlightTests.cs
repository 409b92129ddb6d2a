using Tarl.RolloutWorker.RunEpisode;

namespace Tarl.RolloutWorker.Tests.RunEpisode;

public sealed class EpisodesInFlightTests
{
    private static readonly Guid Id = new("00000000-0000-0000-0000-000000000005");

    private readonly EpisodesInFlight _inFlight = new();
    private readonly TaskCompletionSource _first = new();
    private int _played;

    private Task PlayAsync(Task end) => _inFlight.OnceAsync(Id, async () =>
    {
        _played++;
        await end;
    });

    [Fact]
    public async Task OnceAsync_OrderedAgainWhilePlayed_IsPlayedOnceAndBothEndTogether()
    {
        var first = PlayAsync(_first.Task);
        var second = PlayAsync(Task.CompletedTask);
        Assert.False(second.IsCompleted);

        _first.SetResult();
        await Task.WhenAll(first, second);
        Assert.Equal(1, _played);
    }

    [Fact]
    public async Task OnceAsync_FirstFails_TheSecondPlays()
    {
        var first = PlayAsync(_first.Task);
        var second = PlayAsync(Task.CompletedTask);

        _first.SetException(new InvalidOperationException("gone"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        await second;
        Assert.Equal(2, _played);
    }

    [Fact]
    public async Task OnceAsync_OtherEpisode_DoesNotWait()
    {
        var first = PlayAsync(_first.Task);
        await _inFlight.OnceAsync(Guid.Empty, () => Task.CompletedTask);
        Assert.False(first.IsCompleted);

        _first.SetResult();
        await first;
    }
}
