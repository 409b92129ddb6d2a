using System.Net.Security;
using Grpc.Core;
using Grpc.Net.Client;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Tarl.Contracts.Policy.V1;
using Tarl.Rpc.Connect;

namespace Tarl.Rpc.RemotePolicy;

/// <summary>One policy server. Calls that may be repeated go through <see cref="Retrying"/>, which gives a dead one up soon.</summary>
internal sealed class PolicyReplica : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BreakDuration = TimeSpan.FromSeconds(10);

    private readonly GrpcChannel _channel;

    public PolicyReplica(Uri address, BearerToken? token, RemoteCertificateValidationCallback? trust, int retries, TimeProvider time)
    {
        Address = address;
        _channel = GrpcConnection.Open(address, token, trust);
        Client = new PolicyService.PolicyServiceClient(_channel);
        var pipeline = new ResiliencePipelineBuilder { TimeProvider = time };
        if (retries > 0)
        {
            pipeline.AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<RpcException>(IsPassing),
                MaxRetryAttempts = retries,
                Delay = FirstPause,
                BackoffType = DelayBackoffType.Exponential,
            });
        }

        Retrying = pipeline
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<RpcException>(IsPassing),
                FailureRatio = 1,
                MinimumThroughput = retries + 2,
                BreakDuration = BreakDuration,
            })
            .Build();
    }

    public Uri Address { get; }

    public PolicyService.PolicyServiceClient Client { get; }

    /// <summary>Throws <see cref="BrokenCircuitException"/> at once while the server has just been found unreachable.</summary>
    public ResiliencePipeline Retrying { get; }

    /// <summary>Whether a failure may be over soon, and the call cannot have had an effect that a second one would repeat.</summary>
    public static bool IsPassing(RpcException failure) => failure.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded;

    public void Dispose() => _channel.Dispose();
}
