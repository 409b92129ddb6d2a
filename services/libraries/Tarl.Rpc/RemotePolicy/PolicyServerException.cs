using Grpc.Core;

namespace Tarl.Rpc.RemotePolicy;

/// <summary>A policy server refused a call, or could not be reached.</summary>
public sealed class PolicyServerException : Exception
{
    private PolicyServerException(string message, RpcException cause)
        : base(message, cause) => StatusCode = cause.StatusCode;

    public StatusCode StatusCode { get; }

    /// <summary>What a call in the same process would have thrown, where there is such a thing.</summary>
    internal static Exception From(RpcException failure, Uri address, CancellationToken cancellationToken) => failure.StatusCode switch
    {
        StatusCode.Cancelled when cancellationToken.IsCancellationRequested => new OperationCanceledException(failure.Status.Detail, failure, cancellationToken),
        StatusCode.InvalidArgument => new ArgumentException(failure.Status.Detail, failure),
        _ => new PolicyServerException($"The policy server {address} answers {failure.StatusCode}: {failure.Status.Detail}", failure),
    };
}
