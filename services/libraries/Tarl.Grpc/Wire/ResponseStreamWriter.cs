using System.IO.Pipelines;
using Grpc.Core;

namespace Tarl.Grpc.Wire;

/// <summary>Writes a call's responses. A write is done when HTTP/2's windows have room for more, so a slow reader holds back its own call alone.</summary>
internal sealed class ResponseStreamWriter<T>(HttpServerCall call, PipeWriter target, Marshaller<T> marshaller, int? maxMessageBytes) : IServerStreamWriter<T>
    where T : class
{
    /// <summary>Messages that may wait are sent all the same when there is so much of them.</summary>
    private const int MaxWaitingBytes = 16 * 1024;

    private readonly PayloadWriter _payload = new(target, maxMessageBytes);
    private int _writing;

    public WriteOptions? WriteOptions
    {
        get => call.WriteOptions;
        set => call.WriteOptions = value;
    }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _writing, 1) != 0)
        {
            throw new InvalidOperationException("Can't write the message because the previous write is in progress.");
        }

        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            call.CancellationToken.ThrowIfCancellationRequested();
            _payload.Write(marshaller, message);
            if (WriteOptions?.Flags.HasFlag(WriteFlags.BufferHint) != true || target.UnflushedBytes >= MaxWaitingBytes)
            {
                await FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            Volatile.Write(ref _writing, 0);
        }
    }

    /// <summary>Writes the response of a call that has exactly one; it goes out with the trailers.</summary>
    public ValueTask WriteLastAsync(T? message)
    {
        _payload.Write(marshaller, message ?? throw new RpcException(new Status(StatusCode.Cancelled, "No message returned from method.")));
        return ValueTask.CompletedTask;
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (!cancellationToken.CanBeCanceled || cancellationToken == call.CancellationToken)
        {
            await target.FlushAsync(call.CancellationToken).ConfigureAwait(false);
            return;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, call.CancellationToken);
        await target.FlushAsync(either.Token).ConfigureAwait(false);
    }
}
