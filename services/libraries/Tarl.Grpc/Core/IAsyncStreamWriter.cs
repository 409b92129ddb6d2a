namespace Grpc.Core;

/// <summary>Sends messages. One at a time: the next may begin when the last one's task is done, which is when there is room for more.</summary>
public interface IAsyncStreamWriter<in T>
{
    WriteOptions? WriteOptions { get; set; }

    Task WriteAsync(T message);

    Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            throw new NotSupportedException("Cancellation of stream writes is not supported by this writer.");
        }

        return WriteAsync(message);
    }
}
