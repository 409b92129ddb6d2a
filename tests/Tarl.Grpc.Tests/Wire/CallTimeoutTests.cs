using Tarl.Grpc.Wire;

namespace Tarl.Grpc.Tests.Wire;

public sealed class CallTimeoutTests
{
    [Theory]
    [InlineData(0, "1m")]
    [InlineData(1, "1m")]
    [InlineData(10_000, "1m")]
    [InlineData(10_001, "2m")]
    [InlineData(50_000_000, "5000m")]
    [InlineData(999_999_990_000, "99999999m")]
    [InlineData(999_999_990_001, "100000S")]
    [InlineData(60_000_000_000_000_000, "1666667H")] // 10⁸ minutes.
    [InlineData(long.MaxValue, "99999999H")]
    public void Format_FinestUnitThatFits_RoundedUp(long ticks, string header) => Assert.Equal(header, CallTimeout.Format(TimeSpan.FromTicks(ticks)));

    [Theory]
    [InlineData("1n", 0)]
    [InlineData("100n", 1)]
    [InlineData("7u", 70)]
    [InlineData("7m", 70_000)]
    [InlineData("99999999S", 999_999_990_000_000)]
    [InlineData("2M", 1_200_000_000)]
    [InlineData("1H", 36_000_000_000)]
    public void TryParse_EveryUnit_GivesTicks(string header, long ticks)
    {
        Assert.True(CallTimeout.TryParse(header, out var timeout));
        Assert.Equal(ticks, timeout.Ticks);
    }

    [Theory]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("1")]
    [InlineData("1s")]
    [InlineData("+1S")]
    [InlineData(" 1S")]
    [InlineData("999999999S")]
    public void TryParse_Malformed_IsFalse(string header) => Assert.False(CallTimeout.TryParse(header, out _));
}
