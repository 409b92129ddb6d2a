using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.Rpc.RemotePolicy;

namespace Tarl.PolicyServer.Tests.ServeGrpc;

/// <summary>What worker and learner have in place of a policy server in their own process.</summary>
public sealed class RemotePolicyTests(TinyPolicy policy) : IClassFixture<TinyPolicy>
{
    private static readonly Turn[] Script =
        [Server.User("Please cancel my order."), Server.Tool("{\"status\": \"pending\"}"), Server.User("It is #W1234567.")];

    private static async Task<(LedgerReference Reference, List<SampledTurn> Turns)> PlayAsync(IPolicyClient client, OpenConversation request)
    {
        await using var conversation = await client.OpenAsync(request, default);
        var turns = new List<SampledTurn>();
        foreach (var observation in Script) turns.Add(await conversation.SampleAsync([observation], default));
        return (await conversation.CompleteAsync(default), turns);
    }

    [Fact]
    public async Task Episodes_OverGrpc_AreThoseInProcess()
    {
        await using var server = await GrpcServer.StartAsync(policy.Checkpoint());
        await using var clients = GrpcServer.Connect(server.Address);
        var (remote, ledger) = (clients.GetRequiredService<IPolicyClient>(), clients.GetRequiredService<ITokenLedger>());
        using var local = new Server(policy.Checkpoint());

        var played = await Task.WhenAll(Enumerable.Range(0, 20).Select(async seed =>
        {
            var request = TinyPolicy.Conversation((ulong)seed);
            var (reference, turns) = await PlayAsync(remote, request);
            return (request, reference, turns, Tokens: await ledger.TakeAsync(reference, request.EpisodeId, default));
        }));

        foreach (var (request, reference, turns, tokens) in played)
        {
            var (expected, expectedTurns) = await PlayAsync(local.Client, request);
            var expectedTokens = (await local.Ledger.TakeAsync(expected, request.EpisodeId, default))!;
            Assert.Equal(expectedTokens.Tokens, tokens!.Tokens);
            Assert.Equal(expectedTokens.Sampled, tokens.Sampled);
            Assert.Equal(expectedTokens.BehaviorLogprobs, tokens.BehaviorLogprobs);
            Assert.Equal(expectedTokens.PolicyVersions, tokens.PolicyVersions);
            Assert.Equal(expectedTurns.Select(turn => turn.Turn.Text), turns.Select(turn => turn.Turn.Text));
            Assert.Equal(expectedTurns.Select(turn => turn.Turn.SampledTokens), turns.Select(turn => turn.Turn.SampledTokens));
            Assert.Equal(new LedgerReference { Replica = "replica-0", Tokens = tokens.Tokens.Length, SampledTokens = tokens.Sampled.Count(sampled => sampled) }, reference);
        }
    }

    [Fact]
    public async Task SampleAsync_WeightsSwappedBetweenTurns_TokensNameTheVersionThatSampledThem()
    {
        await using var server = await GrpcServer.StartAsync(policy.Checkpoint());
        await using var clients = GrpcServer.Connect(server.Address);
        var request = TinyPolicy.Conversation();
        await using var conversation = await clients.GetRequiredService<IPolicyClient>().OpenAsync(request, default);
        var first = await conversation.SampleAsync([Script[0]], default);
        server.Weights.Load(policy.Checkpoint(version: 4, seed: 9));
        var second = await conversation.SampleAsync([Script[1]], default);
        var tokens = await clients.GetRequiredService<ITokenLedger>().TakeAsync(await conversation.CompleteAsync(default), request.EpisodeId, default);
        Assert.Equal(
            Enumerable.Repeat(0, first.Turn.SampledTokens).Concat(Enumerable.Repeat(4, second.Turn.SampledTokens)),
            tokens!.PolicyVersions.Where(version => version >= 0));
    }

    [Fact]
    public async Task OpenAsync_SamplingOutOfRange_IsRefusedAsInProcess()
    {
        await using var server = await GrpcServer.StartAsync(policy.Checkpoint());
        await using var clients = GrpcServer.Connect(server.Address);
        var error = await Assert.ThrowsAsync<ArgumentException>(async () =>
            await clients.GetRequiredService<IPolicyClient>().OpenAsync(TinyPolicy.Conversation(temperature: -1), default));
        Assert.Contains("-1 is not a temperature", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SampleAsync_Cancelled_ThrowsAndFreesTheConversation()
    {
        await using var server = await GrpcServer.StartAsync(policy.Checkpoint(endsTurns: false, maxPositions: 100_000));
        await using var clients = GrpcServer.Connect(server.Address);
        var client = clients.GetRequiredService<IPolicyClient>();
        using var stop = new CancellationTokenSource();
        var endless = await client.OpenAsync(TinyPolicy.Conversation(temperature: 0, maxTokensPerTurn: int.MaxValue), default);
        var turn = endless.SampleAsync([Script[0]], stop.Token).AsTask();
        Assert.Equal(1, server.Policy.OpenConversations);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => turn);
        await UntilAsync(() => server.Policy.OpenConversations == 0);
        await endless.DisposeAsync();

        await using var next = await client.OpenAsync(TinyPolicy.Conversation(maxTokensPerTurn: 3), default);
        Assert.Equal(3, (await next.SampleAsync([Script[0]], default)).Turn.SampledTokens);
    }

    [Fact]
    public async Task DisposeAsync_WithoutCompleting_FreesTheConversation()
    {
        await using var server = await GrpcServer.StartAsync(policy.Checkpoint());
        await using var clients = GrpcServer.Connect(server.Address);
        await using (await clients.GetRequiredService<IPolicyClient>().OpenAsync(TinyPolicy.Conversation(), default))
        {
            Assert.Equal(1, server.Policy.OpenConversations);
        }

        await UntilAsync(() => server.Policy.OpenConversations == 0);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task WithoutTheRightToken_NothingIsAnswered(string? token)
    {
        await using var server = await GrpcServer.StartAsync(policy.Checkpoint(), token: "secret");
        await using var clients = GrpcServer.Connect(server.Address, token);
        var reference = new LedgerReference { Replica = "replica-0", Tokens = 1, SampledTokens = 1 };
        var open = await Assert.ThrowsAsync<PolicyServerException>(async () => await clients.GetRequiredService<IPolicyClient>().OpenAsync(TinyPolicy.Conversation(), default));
        var take = await Assert.ThrowsAsync<PolicyServerException>(async () => await clients.GetRequiredService<ITokenLedger>().TakeAsync(reference, Guid.Empty, default));
        Assert.Equal((StatusCode.Unauthenticated, StatusCode.Unauthenticated), (open.StatusCode, take.StatusCode));
        Assert.DoesNotContain("secret", open.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, server.Policy.OpenConversations);
    }

    [Fact]
    public async Task WithTheToken_IsServed()
    {
        await using var server = await GrpcServer.StartAsync(policy.Checkpoint(), token: "secret");
        await using var clients = GrpcServer.Connect(server.Address, "secret");
        Assert.Equal(3, (await PlayAsync(clients.GetRequiredService<IPolicyClient>(), TinyPolicy.Conversation())).Turns.Count);
    }

    [Fact]
    public async Task SeveralReplicas_TakeTurns_AndEachKeepsItsTokens()
    {
        await using var first = await GrpcServer.StartAsync(policy.Checkpoint(), "a");
        await using var second = await GrpcServer.StartAsync(policy.Checkpoint(), "b");
        await using var clients = GrpcServer.Connect($"{first.Address}, {second.Address}");
        var (client, ledger) = (clients.GetRequiredService<IPolicyClient>(), clients.GetRequiredService<ITokenLedger>());
        var replicas = new List<string>();
        for (var seed = 0; seed < 6; seed++)
        {
            var request = TinyPolicy.Conversation((ulong)seed);
            var (reference, _) = await PlayAsync(client, request);
            replicas.Add(reference.Replica);
            Assert.Equal(reference.Tokens, (await ledger.TakeAsync(reference, request.EpisodeId, default))!.Tokens.Length);
        }

        Assert.Equal(["a", "b", "a", "b", "a", "b"], replicas);
    }

    [Fact]
    public async Task ReplicaGone_ConversationsGoToTheOther_AndItsTokensAreLost()
    {
        await using var stays = await GrpcServer.StartAsync(policy.Checkpoint(), "stays");
        var goes = await GrpcServer.StartAsync(policy.Checkpoint(), "goes");
        await using var clients = GrpcServer.Connect($"{goes.Address},{stays.Address}");
        var (client, ledger) = (clients.GetRequiredService<IPolicyClient>(), clients.GetRequiredService<ITokenLedger>());
        var request = TinyPolicy.Conversation();
        var (lost, _) = await PlayAsync(client, request);
        Assert.Equal("goes", lost.Replica);
        await goes.DisposeAsync();

        Assert.Equal("stays", (await PlayAsync(client, request)).Reference.Replica);
        Assert.Equal("stays", (await PlayAsync(client, request)).Reference.Replica);
        Assert.Null(await ledger.TakeAsync(lost, request.EpisodeId, default));
        Assert.NotNull(await ledger.TakeAsync(lost with { Replica = "stays" }, request.EpisodeId, default));
    }

    [Fact]
    public async Task TakeAsync_AskedAgain_GivesTheSame_AndNullForWhatWasNeverKept()
    {
        await using var server = await GrpcServer.StartAsync(policy.Checkpoint());
        await using var clients = GrpcServer.Connect(server.Address);
        var ledger = clients.GetRequiredService<ITokenLedger>();
        var request = TinyPolicy.Conversation();
        var (reference, _) = await PlayAsync(clients.GetRequiredService<IPolicyClient>(), request);
        var once = await ledger.TakeAsync(reference, request.EpisodeId, default);
        var twice = await ledger.TakeAsync(reference, request.EpisodeId, default);
        Assert.Equal(once!.Tokens, twice!.Tokens);
        Assert.Null(await ledger.TakeAsync(reference, Guid.Empty, default));
        Assert.Null(await ledger.TakeAsync(reference with { Replica = "nobody" }, request.EpisodeId, default));
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition()) await Task.Delay(20, limit.Token);
    }
}
