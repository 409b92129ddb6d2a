using Grpc.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly.CircuitBreaker;
using Tarl.Contracts.Policy;
using Tarl.Contracts.Policy.V1;
using LedgerReference = Tarl.Contracts.Policy.LedgerReference;

namespace Tarl.Rpc.RemotePolicy;

/// <summary>The ledgers of policy servers elsewhere. What a server keeps that cannot be reached any more counts as gone.</summary>
public sealed partial class RemoteTokenLedger(PolicyReplicas replicas, IOptions<RemotePolicyOptions> options, ILogger<RemoteTokenLedger> logger) : ITokenLedger
{
    public async ValueTask<EpisodeTokens?> TakeAsync(LedgerReference reference, Guid episodeId, CancellationToken cancellationToken)
    {
        if (await replicas.FindAsync(reference.Replica, cancellationToken) is not { } replica)
        {
            LogLost(episodeId, reference.Replica, "no configured policy server that can be reached has that name");
            return null;
        }

        try
        {
            return await replica.Retrying.ExecuteAsync(async token => await FetchAsync(replica, episodeId, token), cancellationToken);
        }
        catch (Exception failure) when (IsLoss(failure))
        {
            LogLost(episodeId, reference.Replica, failure.Message);
            return null;
        }
        catch (RpcException failure)
        {
            throw PolicyServerException.From(failure, replica.Address, cancellationToken);
        }
    }

    private static bool IsLoss(Exception failure) =>
        failure is BrokenCircuitException or InvalidDataException
        || (failure is RpcException rpc && (rpc.StatusCode == StatusCode.NotFound || PolicyReplica.IsPassing(rpc)));

    private async Task<EpisodeTokens> FetchAsync(PolicyReplica replica, Guid episodeId, CancellationToken cancellationToken)
    {
        using var call = replica.Client.StreamLogprobs(
            new StreamLogprobsRequest { EpisodeId = episodeId.ToString() },
            deadline: replicas.DeadlineIn(options.Value.CallTimeout),
            cancellationToken: cancellationToken);
        var chunks = new List<LogprobsChunk>();
        await foreach (var chunk in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            chunks.Add(chunk);
        }

        return EpisodeTokenChunks.Join(chunks);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The tokens of episode {EpisodeId}, kept by {Replica}, are lost: {Reason}")]
    private partial void LogLost(Guid episodeId, string replica, string reason);
}
