using Tarl.Grpc.Wire;

namespace Tarl.Grpc.Tests.Wire;

public sealed class StatusMessageTests
{
    [Theory]
    [InlineData("plain ~text!", "plain ~text!")]
    [InlineData("50%", "50%25")]
    [InlineData("ü\n", "%C3%BC%0A")]
    [InlineData("€\u007f", "%E2%82%AC%7F")]
    public void Encode_ThenDecode_IsTheSame(string text, string encoded)
    {
        Assert.Equal(encoded, StatusMessage.Encode(text));
        Assert.Equal(text, StatusMessage.Decode(encoded));
    }

    [Theory]
    [InlineData("100%")]
    [InlineData("%zz")]
    [InlineData("%4")]
    public void Decode_NotEncoded_StaysAsItIs(string text) => Assert.Equal(text, StatusMessage.Decode(text));
}
