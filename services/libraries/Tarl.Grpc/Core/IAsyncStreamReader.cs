namespace Grpc.Core;

/// <summary>The messages that the other side sends, in order.</summary>
public interface IAsyncStreamReader<out T>
{
    /// <summary>The message that <see cref="MoveNext"/> came to.</summary>
    T Current { get; }

    /// <summary>Waits for the next message; false at the end of the stream. To cancel it is to cancel the call.</summary>
    Task<bool> MoveNext(CancellationToken cancellationToken);
}
