using Grpc.Core;

namespace Tarl.Grpc.Wire;

/// <summary>The requests of a call, as its server reads them.</summary>
internal sealed class RequestStreamReader<T>(HttpServerCall call, PayloadReader messages, Marshaller<T> marshaller) : IAsyncStreamReader<T>
    where T : class
{
    private T? _current;

    public T Current => _current ?? throw new InvalidOperationException("MoveNext has not come to a message.");

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (!cancellationToken.CanBeCanceled || cancellationToken == call.CancellationToken)
        {
            _current = await messages.ReadAsync(marshaller, call.CancellationToken).ConfigureAwait(false);
            return _current is not null;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, call.CancellationToken);
        _current = await messages.ReadAsync(marshaller, either.Token).ConfigureAwait(false);
        return _current is not null;
    }

    /// <summary>The request of a call that has exactly one.</summary>
    public async Task<T> ReadOnlyAsync()
    {
        if (!await MoveNext(CancellationToken.None).ConfigureAwait(false))
        {
            throw new RpcException(new Status(StatusCode.Internal, "Incomplete message."));
        }

        var request = Current;
        if (await MoveNext(CancellationToken.None).ConfigureAwait(false))
        {
            throw new RpcException(new Status(StatusCode.Internal, "Additional data after the message received."));
        }

        return request;
    }
}
