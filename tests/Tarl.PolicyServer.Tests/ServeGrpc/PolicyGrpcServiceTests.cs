using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Tarl.Contracts.Policy;
using Tarl.Contracts.Policy.V1;
using Tarl.Policy.Engines;

namespace Tarl.PolicyServer.Tests.ServeGrpc;

/// <summary>The contract itself, without our clients.</summary>
public sealed class PolicyGrpcServiceTests(TinyPolicy policy) : IClassFixture<TinyPolicy>
{
    private static GenerateRequest Open(bool streamTokens = false)
    {
        var open = TinyPolicy.Conversation().ToWire();
        open.StreamTokens = streamTokens;
        return new GenerateRequest { Open = open };
    }

    private static GenerateRequest Observe(string text)
    {
        var request = new GenerateRequest { Observe = new Observations() };
        request.Observe.Turns.Add(new Turn { Role = TurnRole.User, Text = text });
        return request;
    }

    private static async Task<StatusCode> EndsAsync(PolicyService.PolicyServiceClient stub, params GenerateRequest[] requests)
    {
        using var call = stub.Generate(deadline: DateTime.UtcNow.AddSeconds(30));
        var error = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            foreach (var request in requests) await call.RequestStream.WriteAsync(request);
            while (await call.ResponseStream.MoveNext()) { }
        });
        return error.StatusCode;
    }

    [Fact]
    public async Task Generate_MalformedOrOutOfOrder_IsInvalidArgument()
    {
        await using var server = await GrpcServer.StartAsync(policy.Checkpoint());
        using var channel = GrpcChannel.ForAddress(server.Address);
        var stub = GrpcServer.Stub(channel);
        var badId = Open();
        badId.Open.EpisodeId = "7";
        var badTool = Open();
        badTool.Open.Tools[0].ParametersJson = "{";
        var noSampling = Open();
        noSampling.Open.Sampling = null;
        var agent = Observe("x");
        agent.Observe.Turns[0].Role = TurnRole.Agent;
        var nobody = Observe("x");
        nobody.Observe.Turns[0].Role = TurnRole.Unspecified;

        GenerateRequest[][] conversations =
            [[Observe("x")], [new GenerateRequest()], [badId], [badTool], [noSampling], [Open(), Open()], [Open(), agent], [Open(), nobody], [Open(), new GenerateRequest()]];
        foreach (var conversation in conversations) Assert.Equal(StatusCode.InvalidArgument, await EndsAsync(stub, conversation));

        Assert.Equal(0, (await stub.GetStatusAsync(new GetStatusRequest())).OpenConversations);
    }

    [Fact]
    public async Task Generate_StreamTokens_SendsEveryTokenBeforeTheTurn()
    {
        await using var server = await GrpcServer.StartAsync(policy.Checkpoint());
        using var channel = GrpcChannel.ForAddress(server.Address);
        using var call = GrpcServer.Stub(channel).Generate();
        await call.RequestStream.WriteAsync(Open(streamTokens: true));
        await call.RequestStream.WriteAsync(Observe("Please cancel my order."));
        await call.RequestStream.WriteAsync(new GenerateRequest { Complete = new CompleteConversation() });
        var steps = new List<GenerateResponse>();
        await foreach (var step in call.ResponseStream.ReadAllAsync()) steps.Add(step);

        var tokens = steps.Where(step => step.Tokens is not null).SelectMany(step => step.Tokens.Tokens).ToArray();
        var logprobs = steps.Where(step => step.Tokens is not null).SelectMany(step => step.Tokens.BehaviorLogprobs).ToArray();
        Assert.Equal(GenerateResponse.StepOneofCase.Opened, steps[0].StepCase);
        Assert.Equal([GenerateResponse.StepOneofCase.Turn, GenerateResponse.StepOneofCase.Completed], steps.TakeLast(2).Select(step => step.StepCase));
        Assert.Equal(TinyPolicy.Tokenizer.Decode(tokens.AsSpan(..^1)), steps[^2].Turn.Turn.Text);
        Assert.Equal(steps[^2].Turn.Turn.SampledTokens, tokens.Length);

        using var kept = GrpcServer.Stub(channel).StreamLogprobs(new StreamLogprobsRequest { EpisodeId = Open().Open.EpisodeId });
        var chunks = new List<LogprobsChunk>();
        await foreach (var chunk in kept.ResponseStream.ReadAllAsync()) chunks.Add(chunk);
        var episode = EpisodeTokenChunks.Join(chunks);
        Assert.Equal(tokens, episode.Tokens.Where((_, i) => episode.Sampled[i]));
        Assert.Equal(logprobs, episode.BehaviorLogprobs.Where((_, i) => episode.Sampled[i]));
        Assert.All(chunks, chunk => Assert.InRange(chunk.Tokens.Count, 1, 64));
        Assert.All(chunks.SkipLast(1), chunk => Assert.Equal(64, chunk.Tokens.Count));
    }

    [Fact]
    public async Task Score_SeveralSequences_AgreesWithTheEngine()
    {
        await using var server = await GrpcServer.StartAsync(policy.Checkpoint(version: 3));
        using var channel = GrpcChannel.ForAddress(server.Address);
        using var call = GrpcServer.Stub(channel).Score();
        TokenSequence[] sequences =
        [
            new() { Tokens = [5, 6, 7, 8], Sampled = [false, true, false, true], Temperature = 1 },
            new() { Tokens = [9, 3, 3], Sampled = [false, false, true], Temperature = 0.5f },
        ];
        using var engine = TinyPolicy.Load(policy.Checkpoint());
        foreach (var sequence in sequences)
        {
            var request = new ScoreRequest { Temperature = sequence.Temperature };
            request.Tokens.AddRange(sequence.Tokens);
            request.Sampled.AddRange(sequence.Sampled);
            await call.RequestStream.WriteAsync(request);
            Assert.True(await call.ResponseStream.MoveNext());
            var expected = engine.Score([sequence], default)[0];
            Assert.Equal(expected.Logprobs, call.ResponseStream.Current.Logprobs);
            Assert.Equal(expected.Entropies, call.ResponseStream.Current.Entropies);
            Assert.Equal(expected.Values, call.ResponseStream.Current.Values);
            Assert.Equal(3, call.ResponseStream.Current.PolicyVersion);
        }

        var foreign = new ScoreRequest { Temperature = 1 };
        foreign.Tokens.AddRange([1, 1_000_000]);
        foreign.Sampled.AddRange([false, true]);
        await call.RequestStream.WriteAsync(foreign);
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext())).StatusCode);
    }

    [Fact]
    public async Task StreamLogprobs_UnknownOrMalformedEpisode_IsRefused()
    {
        await using var server = await GrpcServer.StartAsync(policy.Checkpoint());
        using var channel = GrpcChannel.ForAddress(server.Address);
        foreach (var (id, code) in new[] { (Guid.Empty.ToString(), StatusCode.NotFound), ("x", StatusCode.InvalidArgument) })
        {
            using var call = GrpcServer.Stub(channel).StreamLogprobs(new StreamLogprobsRequest { EpisodeId = id });
            Assert.Equal(code, (await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext())).StatusCode);
        }
    }

    [Fact]
    public async Task GetStatus_CountsWhatIsThere()
    {
        await using var server = await GrpcServer.StartAsync(policy.Checkpoint(version: 7), "replica-9");
        using var channel = GrpcChannel.ForAddress(server.Address);
        using var call = GrpcServer.Stub(channel).Generate();
        await call.RequestStream.WriteAsync(Open());
        Assert.True(await call.ResponseStream.MoveNext());
        Assert.Equal(7, call.ResponseStream.Current.Opened.PolicyVersion);
        Assert.Equal(
            new GetStatusResponse { Replica = "replica-9", PolicyVersion = 7, OpenConversations = 1 },
            await GrpcServer.Stub(channel).GetStatusAsync(new GetStatusRequest()));
        await call.RequestStream.WriteAsync(Observe("Thanks."));
        await call.RequestStream.WriteAsync(new GenerateRequest { Complete = new CompleteConversation() });
        var completed = (await call.ResponseStream.ReadAllAsync().LastAsync()).Completed;
        var status = await GrpcServer.Stub(channel).GetStatusAsync(new GetStatusRequest());
        Assert.Equal((1, completed.Tokens * 13L), (status.LedgerEpisodes, status.LedgerBytes));
    }

    [Fact]
    public async Task Health_WithoutToken_AnswersAllTheSame()
    {
        await using var server = await GrpcServer.StartAsync(policy.Checkpoint(), token: "secret");
        using var channel = GrpcChannel.ForAddress(server.Address);
        var health = new Health.HealthClient(channel);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await health.CheckAsync(new HealthCheckRequest())).Status);
        var error = await Assert.ThrowsAsync<RpcException>(async () => await health.CheckAsync(new HealthCheckRequest { Service = "nobody" }));
        Assert.Equal(StatusCode.NotFound, error.StatusCode);
        using var watch = health.Watch(new HealthCheckRequest());
        Assert.True(await watch.ResponseStream.MoveNext());
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, watch.ResponseStream.Current.Status);
    }
}
