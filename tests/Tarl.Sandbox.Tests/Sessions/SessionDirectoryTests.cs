using Microsoft.Extensions.Options;
using Tarl.Sandbox.Sessions;

namespace Tarl.Sandbox.Tests.Sessions;

public class SessionDirectoryTests
{
    [Fact]
    public async Task CloseIdleAsync_OnlyTheUnusedSession_IsClosed()
    {
        using var shop = new RetailShop();
        var time = new ManualTime();
        var directory = new SessionDirectory(shop.Client, Options.Create(new SandboxOptions { SessionIdleTimeout = TimeSpan.FromMinutes(10) }), time);
        var used = directory.Open("retail", "v1", "shop")!;
        var idle = directory.Open("retail", "v1", "shop")!;

        time.Advance(TimeSpan.FromMinutes(6));
        Assert.True(directory.TryGet(used.Id, out _));
        time.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal([idle.Id], await directory.CloseIdleAsync());
        Assert.True(directory.TryGet(used.Id, out _));
        Assert.False(directory.TryGet(idle.Id, out _));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => RetailShop.CallAsync(idle, "think", "{}"));
    }

    private sealed class ManualTime : TimeProvider
    {
        private long _ticks;

        public override long GetTimestamp() => _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan time) => _ticks += time.Ticks;
    }
}
