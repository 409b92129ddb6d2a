using Tarl.LanguageModels.Endpoint;

namespace Tarl.LanguageModels.Tests.Endpoint;

public sealed class RetryAfterTests
{
    [Theory]
    [InlineData("120", 120.0)]
    [InlineData("0", 0.0)]
    [InlineData("Tue, 01 Jan 2030 00:00:30 GMT", 30.0)]
    [InlineData("Mon, 31 Dec 2029 00:00:00 GMT", 0.0)]
    [InlineData("soon", null)]
    [InlineData("-5", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Read_Header_IsSecondsOrADate(string? header, double? seconds) =>
        Assert.Equal(seconds, RetryAfter.Read(header, new NewYear2030())?.TotalSeconds);

    private sealed class NewYear2030 : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
