using System.Globalization;
using Grpc.Core;
using Tarl.Contracts.Policy;
using Tarl.Contracts.Policy.V1;

namespace Tarl.Benchmarks;

/// <summary>Sends messages such as a policy server sends, as fast as they are taken: no model is behind it.</summary>
internal sealed class CannedPolicyService : PolicyService.PolicyServiceBase
{
    /// <summary>As many tokens as the episode's id says.</summary>
    public override async Task StreamLogprobs(StreamLogprobsRequest request, IServerStreamWriter<LogprobsChunk> responseStream, ServerCallContext context)
    {
        var count = int.Parse(request.EpisodeId, CultureInfo.InvariantCulture);
        var tokens = new EpisodeTokens
        {
            Tokens = [.. Enumerable.Range(0, count).Select(i => i % 1024)],
            Sampled = [.. Enumerable.Range(0, count).Select(i => i % 3 == 0)],
            BehaviorLogprobs = [.. Enumerable.Range(0, count).Select(i => -i / (float)count)],
            PolicyVersions = [.. Enumerable.Range(0, count).Select(i => i % 3 == 0 ? 7 : -1)],
        };
        foreach (var chunk in EpisodeTokenChunks.Split(tokens))
        {
            await responseStream.WriteAsync(chunk);
        }
    }

    /// <summary>As many messages of one token as the seed says.</summary>
    public override async Task Generate(
        IAsyncStreamReader<GenerateRequest> requestStream, IServerStreamWriter<GenerateResponse> responseStream, ServerCallContext context)
    {
        while (await requestStream.MoveNext())
        {
            for (var i = 0UL; i < requestStream.Current.Open.Seed; i++)
            {
                var tokens = new SampledTokens { Tokens = { 17 }, BehaviorLogprobs = { -0.5f }, PolicyVersions = { 7 } };
                await responseStream.WriteAsync(new GenerateResponse { Tokens = tokens });
            }
        }
    }

    public override Task<GetStatusResponse> GetStatus(GetStatusRequest request, ServerCallContext context) => Task.FromResult(new GetStatusResponse { Replica = "here" });
}
