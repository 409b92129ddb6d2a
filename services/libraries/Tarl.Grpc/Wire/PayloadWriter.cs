using System.Buffers;
using System.Buffers.Binary;
using Grpc.Core;

namespace Tarl.Grpc.Wire;

/// <summary>
/// Writes messages to a buffer, each as <c>Length-Prefixed-Message</c>: a byte for compression (0), four for the length (big-endian), the payload.
/// https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
/// </summary>
internal sealed class PayloadWriter(IBufferWriter<byte> target, int? maxMessageBytes) : SerializationContext
{
    public const int PrefixBytes = 5;

    private ArrayBufferWriter<byte>? _unsized;
    private bool _isSized;
    private bool _isComplete;

    /// <exception cref="RpcException">The message is larger than allowed; nothing was written.</exception>
    public void Write<T>(Marshaller<T> marshaller, T message)
    {
        (_isSized, _isComplete) = (false, false);
        marshaller.ContextualSerializer(message, this);
        if (!_isComplete)
        {
            throw new InvalidOperationException("The message's serializer did not complete.");
        }
    }

    public override void SetPayloadLength(int payloadLength)
    {
        if (payloadLength > maxMessageBytes)
        {
            throw new RpcException(new Status(
                StatusCode.ResourceExhausted, $"Sending message exceeds the maximum configured message size: {payloadLength} bytes of {maxMessageBytes}."));
        }

        var prefix = target.GetSpan(PrefixBytes);
        prefix[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(prefix[1..], payloadLength);
        target.Advance(PrefixBytes);
        _isSized = true;
    }

    public override IBufferWriter<byte> GetBufferWriter()
    {
        if (_isSized)
        {
            return target;
        }

        _unsized ??= new ArrayBufferWriter<byte>();
        _unsized.ResetWrittenCount();
        return _unsized;
    }

    public override void Complete()
    {
        if (!_isSized)
        {
            var payload = _unsized?.WrittenMemory ?? default;
            SetPayloadLength(payload.Length);
            target.Write(payload.Span);
        }

        _isComplete = true;
    }

    public override void Complete(byte[] payload)
    {
        SetPayloadLength(payload.Length);
        target.Write(payload);
        _isComplete = true;
    }
}
