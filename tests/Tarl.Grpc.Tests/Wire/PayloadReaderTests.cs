using System.Buffers;
using System.IO.Pipelines;
using Grpc.Core;
using Tarl.Grpc.Wire;

namespace Tarl.Grpc.Tests.Wire;

public sealed class PayloadReaderTests
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(message => message, bytes => bytes);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public async Task ReadAsync_BytesInPiecesOfAnySize_GivesTheMessages(int piece)
    {
        byte[] stream = [0, 0, 0, 0, 2, 10, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 12];
        var pipe = new Pipe();
        var messages = new PayloadReader(pipe.Reader, null);
        var reading = Task.Run(async () => new[] { await messages.ReadAsync(Bytes, default), await messages.ReadAsync(Bytes, default), await messages.ReadAsync(Bytes, default), await messages.ReadAsync(Bytes, default) });
        foreach (var bytes in stream.Chunk(piece)) await pipe.Writer.WriteAsync(bytes);
        await pipe.Writer.CompleteAsync();
        Assert.Equal([[10, 11], [], [12], null], await reading);
    }

    [Fact]
    public async Task ReadAsync_LargerThanAllowed_IsRefusedBeforeItsBytesCome()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(new byte[] { 0, 0, 0, 0, 11 });
        var error = await Assert.ThrowsAsync<RpcException>(async () => await new PayloadReader(pipe.Reader, 10).ReadAsync(Bytes, default));
        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
    }

    [Fact]
    public void Write_WithAndWithoutLengthInAdvance_GivesTheSameBytes()
    {
        var sized = new Marshaller<string>(
            (text, context) =>
            {
                context.SetPayloadLength(text.Length);
                context.GetBufferWriter().Write(System.Text.Encoding.ASCII.GetBytes(text));
                context.Complete();
            },
            _ => "");
        var unsized = new Marshaller<string>(
            (text, context) =>
            {
                context.GetBufferWriter().Write(System.Text.Encoding.ASCII.GetBytes(text));
                context.Complete();
            },
            _ => "");
        foreach (var marshaller in new[] { sized, unsized })
        {
            var buffer = new ArrayBufferWriter<byte>();
            var writer = new PayloadWriter(buffer, maxMessageBytes: 2);
            writer.Write(marshaller, "ab");
            writer.Write(marshaller, "c");
            Assert.Equal([0, 0, 0, 0, 2, (byte)'a', (byte)'b', 0, 0, 0, 0, 1, (byte)'c'], buffer.WrittenSpan.ToArray());
            Assert.Equal(StatusCode.ResourceExhausted, Assert.Throws<RpcException>(() => writer.Write(marshaller, "abc")).StatusCode);
            Assert.Equal(13, buffer.WrittenCount);
        }
    }
}
