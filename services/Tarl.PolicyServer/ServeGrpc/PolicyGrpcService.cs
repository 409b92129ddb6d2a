using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Policy;
using Tarl.Contracts.Policy.V1;
using Tarl.Policy.Engines;
using Tarl.PolicyServer.Generate;
using Tarl.PolicyServer.KeepTokens;
using Tarl.PolicyServer.ServeWeights;

namespace Tarl.PolicyServer.ServeGrpc;

/// <summary>The policy server for other processes, as <c>policy.proto</c> describes it.</summary>
internal sealed class PolicyGrpcService(
    PolicyClient policy, TokenLedger ledger, WeightStore weights, IOptions<PolicyServerOptions> options, IHostApplicationLifetime lifetime)
    : PolicyService.PolicyServiceBase
{
    public override Task Generate(
        IAsyncStreamReader<GenerateRequest> requestStream, IServerStreamWriter<GenerateResponse> responseStream, ServerCallContext context) =>
        GuardAsync(async () =>
        {
            if (lifetime.ApplicationStopping.IsCancellationRequested)
            {
                throw new RpcException(new Status(StatusCode.Unavailable, "The policy server is shutting down."));
            }

            await new ConversationStream(policy, options.Value.Replica, requestStream, responseStream).PlayAsync(context.CancellationToken);
        });

    public override Task Score(
        IAsyncStreamReader<ScoreRequest> requestStream, IServerStreamWriter<ScoreResponse> responseStream, ServerCallContext context) =>
        GuardAsync(async () =>
        {
            await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
            {
                var sequence = new TokenSequence { Tokens = [.. request.Tokens], Sampled = [.. request.Sampled], Temperature = request.Temperature };
                var (scores, version) = weights.Score(sequence, context.CancellationToken);
                var response = new ScoreResponse { PolicyVersion = version };
                response.Logprobs.AddRange(scores.Logprobs);
                response.Entropies.AddRange(scores.Entropies);
                response.Values.AddRange(scores.Values);
                await responseStream.WriteAsync(response);
            }
        });

    public override Task StreamLogprobs(StreamLogprobsRequest request, IServerStreamWriter<LogprobsChunk> responseStream, ServerCallContext context) =>
        GuardAsync(async () =>
        {
            var episodeId = PolicyMessages.ParseEpisodeId(request.EpisodeId);
            var tokens = ledger.Read(episodeId)
                ?? throw new RpcException(new Status(StatusCode.NotFound, $"The ledger does not have the episode {episodeId}."));
            responseStream.WriteOptions = new WriteOptions(WriteFlags.BufferHint);
            foreach (var chunk in EpisodeTokenChunks.Split(tokens))
            {
                await responseStream.WriteAsync(chunk);
            }

            ledger.MarkSent(episodeId);
        });

    public override Task<GetStatusResponse> GetStatus(GetStatusRequest request, ServerCallContext context)
    {
        var (episodes, bytes) = ledger.Size;
        return Task.FromResult(new GetStatusResponse
        {
            Replica = options.Value.Replica,
            PolicyVersion = weights.Version,
            OpenConversations = policy.OpenConversations,
            LedgerEpisodes = episodes,
            LedgerBytes = bytes,
        });
    }

    /// <summary>Says with a status what went wrong.</summary>
    private static async Task GuardAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (ArgumentException invalid)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, invalid.Message, invalid));
        }
        catch (ObjectDisposedException stopped)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "The policy server is shutting down.", stopped));
        }
        catch (InvalidOperationException unready)
        {
            throw new RpcException(new Status(StatusCode.FailedPrecondition, unready.Message, unready));
        }
    }
}
