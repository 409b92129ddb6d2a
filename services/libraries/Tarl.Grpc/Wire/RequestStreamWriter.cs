using System.Buffers;
using Grpc.Core;

namespace Tarl.Grpc.Wire;

/// <summary>Writes the requests of a call. Each goes out at once, unless <see cref="WriteFlags.BufferHint"/> lets it wait.</summary>
internal sealed class RequestStreamWriter<TRequest, TResponse>(ClientCall<TRequest, TResponse> call, RequestContent content, int? maxMessageBytes)
    : IClientStreamWriter<TRequest>
    where TRequest : class
    where TResponse : class
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private int _writing;
    private volatile bool _isComplete;

    public WriteOptions? WriteOptions { get; set; }

    public Task WriteAsync(TRequest message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(TRequest message, CancellationToken cancellationToken)
    {
        if (_isComplete)
        {
            throw new InvalidOperationException("Can't write the message because the client stream writer is complete.");
        }

        if (Interlocked.Exchange(ref _writing, 1) != 0)
        {
            throw new InvalidOperationException("Can't write the message because the previous write is in progress.");
        }

        using var registration = call.StopWith(cancellationToken);
        try
        {
            await WriteMessageAsync(message).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            throw await call.WriteFailedAsync(failure).ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _writing, 0);
        }
    }

    public Task CompleteAsync()
    {
        _isComplete = true;
        content.Complete();
        return Task.CompletedTask;
    }

    private async Task WriteMessageAsync(TRequest message)
    {
        _buffer.ResetWrittenCount();
        new PayloadWriter(_buffer, maxMessageBytes).Write(call.Method.RequestMarshaller, message);
        var stream = await content.Opened.WaitAsync(call.Stopped).ConfigureAwait(false);
        await stream.WriteAsync(_buffer.WrittenMemory, call.Stopped).ConfigureAwait(false);
        if (WriteOptions?.Flags.HasFlag(WriteFlags.BufferHint) != true)
        {
            await stream.FlushAsync(call.Stopped).ConfigureAwait(false);
        }
    }
}
