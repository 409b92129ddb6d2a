using Grpc.Core;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;
using Tarl.Contracts.Policy;

namespace Tarl.Rpc.RemotePolicy;

/// <summary>Conversations with policy servers elsewhere. A server that cannot be reached is passed over for the next.</summary>
public sealed class RemotePolicyClient(PolicyReplicas replicas, IOptions<RemotePolicyOptions> options, TimeProvider time) : IPolicyClient
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    // Nothing has been sampled before a conversation is open, so it can be opened again elsewhere.
    private readonly ResiliencePipeline _retrying = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<PolicyServerException>(failure => failure.StatusCode == StatusCode.Unavailable),
            MaxRetryAttempts = options.Value.Retries + replicas.Count,
            Delay = FirstPause,
            BackoffType = DelayBackoffType.Exponential,
        })
        .Build();

    public async ValueTask<IPolicyConversation> OpenAsync(OpenConversation request, CancellationToken cancellationToken)
    {
        var message = request.ToWire();
        return await _retrying.ExecuteAsync(
            async token => await RemoteConversation.OpenAsync(
                replicas.Next(), message, replicas.DeadlineIn(options.Value.ConversationTimeout), token),
            cancellationToken);
    }
}
