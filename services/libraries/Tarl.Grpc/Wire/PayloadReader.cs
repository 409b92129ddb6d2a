using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Grpc.Core;

namespace Tarl.Grpc.Wire;

/// <summary>Reads <c>Length-Prefixed-Message</c>s. A message is held in memory once it is whole, and refused before that if it is too large.</summary>
internal sealed class PayloadReader(PipeReader source, int? maxMessageBytes) : DeserializationContext
{
    private const byte Uncompressed = 0;
    private const byte Compressed = 1;

    private ReadOnlySequence<byte> _payload;

    public override int PayloadLength => (int)_payload.Length;

    public override byte[] PayloadAsNewBuffer() => _payload.ToArray();

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => _payload;

    /// <summary>The next message; null at the end of the stream.</summary>
    /// <exception cref="RpcException">The message is compressed, malformed, cut short or larger than allowed.</exception>
    public async ValueTask<T?> ReadAsync<T>(Marshaller<T> marshaller, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            var result = await source.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (result.IsCanceled)
            {
                throw new OperationCanceledException();
            }

            if (TryTake(result.Buffer, marshaller, out var message))
            {
                return message;
            }

            if (result.IsCompleted)
            {
                return result.Buffer.IsEmpty ? null : throw new RpcException(new Status(StatusCode.Internal, "Incomplete message."));
            }

            source.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    private bool TryTake<T>(ReadOnlySequence<byte> buffer, Marshaller<T> marshaller, out T? message)
        where T : class
    {
        message = null;
        if (buffer.Length < PayloadWriter.PrefixBytes)
        {
            return false;
        }

        var length = Length(buffer);
        if (buffer.Length < PayloadWriter.PrefixBytes + length)
        {
            return false;
        }

        _payload = buffer.Slice(PayloadWriter.PrefixBytes, length);
        message = Deserialize(marshaller);
        source.AdvanceTo(_payload.End);
        _payload = default;
        return true;
    }

    private T Deserialize<T>(Marshaller<T> marshaller)
    {
        try
        {
            return marshaller.ContextualDeserializer(this);
        }
        catch (Exception malformed) when (malformed is not RpcException)
        {
            throw new RpcException(new Status(StatusCode.Internal, "Error deserializing message.", malformed));
        }
    }

    private int Length(ReadOnlySequence<byte> buffer)
    {
        Span<byte> prefix = stackalloc byte[PayloadWriter.PrefixBytes];
        buffer.Slice(0, PayloadWriter.PrefixBytes).CopyTo(prefix);
        if (prefix[0] == Compressed)
        {
            throw new RpcException(new Status(StatusCode.Unimplemented, "Compressed messages are not supported."));
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        if (prefix[0] != Uncompressed)
        {
            throw new RpcException(new Status(StatusCode.Internal, "Malformed message: its first byte is neither 0 nor 1."));
        }

        if (length > (maxMessageBytes ?? int.MaxValue))
        {
            throw new RpcException(new Status(
                StatusCode.ResourceExhausted, $"Received message exceeds the maximum configured message size: {length} bytes of {maxMessageBytes ?? int.MaxValue}."));
        }

        return (int)length;
    }
}
