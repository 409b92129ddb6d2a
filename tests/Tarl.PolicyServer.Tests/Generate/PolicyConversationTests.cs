using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.Policy.Engines;
using Tarl.PolicyServer.Generate;

namespace Tarl.PolicyServer.Tests.Generate;

public sealed class PolicyConversationTests(TinyPolicy policy) : IClassFixture<TinyPolicy>
{
    private static readonly Turn[] Script =
        [Server.User("Please cancel my order."), Server.Tool("{\"status\": \"pending\"}"), Server.User("It is #W1234567."), Server.User("Thanks.")];

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.6)]
    public async Task SampleAsync_SeveralTurns_LedgerAgreesWithScoringItAgain(double temperature)
    {
        using var server = new Server(policy.Checkpoint());
        var tokens = await server.PlayAsync(TinyPolicy.Conversation(seed: 2, temperature), Script);

        using var engine = TinyPolicy.Load(policy.Checkpoint());
        var scores = engine.Score([new TokenSequence { Tokens = tokens.Tokens, Sampled = tokens.Sampled, Temperature = (float)temperature }], default)[0];
        var recorded = tokens.BehaviorLogprobs.Where((_, i) => tokens.Sampled[i]).ToArray();
        Assert.Equal(4, tokens.Tokens.Where((token, i) => tokens.Sampled[i] && token == TinyPolicy.Template.EndOfTurnToken).Count());
        Assert.Equal(scores.Logprobs.Length, recorded.Length);
        Assert.All(recorded.Zip(scores.Logprobs), pair => Assert.Equal(pair.Second, pair.First, 1e-4));
        Assert.All(tokens.BehaviorLogprobs.Where((_, i) => !tokens.Sampled[i]), logprob => Assert.Equal(0, logprob));
    }

    [Fact]
    public async Task SampleAsync_SeveralTurns_TokensAreTheTemplateWithEachTurnOnce()
    {
        using var server = new Server(policy.Checkpoint());
        var request = TinyPolicy.Conversation(seed: 3);
        await using var conversation = await server.Client.OpenAsync(request, default);
        var forced = TinyPolicy.Template.System(request.Domain, request.Guidelines, request.Tools).ToList();
        var (lengths, turns) = (new List<(int Forced, int Sampled)>(), new List<Turn>());
        foreach (var observation in Script)
        {
            var turn = await conversation.SampleAsync([observation], default);
            Assert.True(turn.Finished);
            turns.Add(turn.Turn);
            var before = forced.Count;
            forced.AddRange(TinyPolicy.Template.Observations([observation]));
            lengths.Add((forced.Count - (lengths.Count == 0 ? 0 : before), turn.Turn.SampledTokens));
        }

        var tokens = await server.TakeAsync(conversation, request);

        Assert.Equal(forced, tokens.Tokens.Where((_, i) => !tokens.Sampled[i]));
        Assert.Equal(
            lengths.SelectMany(length => Enumerable.Repeat(false, length.Forced).Concat(Enumerable.Repeat(true, length.Sampled))), tokens.Sampled);
        Assert.Equal(tokens.Sampled.Select(sampled => sampled ? 0 : -1), tokens.PolicyVersions);
        Assert.Equal(turns.Select(turn => turn.Text), SampledTurns(tokens).Select(turn => TinyPolicy.Tokenizer.Decode(turn.AsSpan(0, turn.Length - 1))));
        Assert.All(SampledTurns(tokens), turn => Assert.Equal(turn.Length - 1, Array.IndexOf(turn, TinyPolicy.Template.EndOfTurnToken)));
    }

    [Fact]
    public async Task CompleteAsync_CountsAllAndSampledTokens()
    {
        using var server = new Server(policy.Checkpoint());
        var request = TinyPolicy.Conversation(seed: 3);
        await using var conversation = await server.Client.OpenAsync(request, default);
        await conversation.SampleAsync([Script[0]], default);
        var reference = await conversation.CompleteAsync(default);
        var tokens = (await server.Ledger.TakeAsync(reference, request.EpisodeId, default))!;
        Assert.Equal((tokens.Tokens.Length, tokens.Sampled.Count(sampled => sampled)), (reference.Tokens, reference.SampledTokens));
    }

    [Fact]
    public async Task CompleteAsync_NobodyWillAsk_KeepsNoTokens()
    {
        using var server = new Server(policy.Checkpoint());
        var request = TinyPolicy.Conversation() with { KeepTokens = false };
        await using var conversation = await server.Client.OpenAsync(request, default);
        await conversation.SampleAsync([Script[0]], default);
        Assert.Null(await server.Ledger.TakeAsync(await conversation.CompleteAsync(default), request.EpisodeId, default));
    }

    [Theory]
    [InlineData(1, 2048)]
    [InlineData(3, 2048)]
    [InlineData(2, 64)]
    public async Task SampleAsync_ManyAtOnce_EachSaysWhatItSaysAlone(int threads, int maxTokensPerStep)
    {
        var alone = new List<EpisodeTokens>();
        using (var server = new Server(policy.Checkpoint()))
        {
            for (var seed = 0; seed < 12; seed++) alone.Add(await server.PlayAsync(TinyPolicy.Conversation((ulong)seed), Script));
        }

        using var busy = new Server(policy.Checkpoint(), threads, maxTokensPerStep);
        var together = await Task.WhenAll(Enumerable.Range(0, 12).Select(seed => Task.Run(() => busy.PlayAsync(TinyPolicy.Conversation((ulong)seed), Script))));

        Assert.Equal(12, alone.Select(tokens => string.Join(' ', tokens.Tokens)).Distinct().Count());
        for (var seed = 0; seed < 12; seed++)
        {
            Assert.Equal(alone[seed].Tokens, together[seed].Tokens);
            Assert.Equal(alone[seed].BehaviorLogprobs, together[seed].BehaviorLogprobs);
        }
    }

    [Fact]
    public async Task SampleAsync_TurnLimit_CutsTheTurn()
    {
        using var server = new Server(policy.Checkpoint(endsTurns: false));
        await using var conversation = await server.Client.OpenAsync(TinyPolicy.Conversation(maxTokensPerTurn: 5), default);
        var turn = await conversation.SampleAsync([Script[0]], default);
        Assert.False(turn.Finished);
        Assert.Equal(5, turn.Turn.SampledTokens);
    }

    [Fact]
    public async Task SampleAsync_ContextFull_CutsTheTurnAtItsLastPosition()
    {
        using var server = new Server(policy.Checkpoint(endsTurns: false, maxPositions: 128));
        var tokens = await server.PlayAsync(TinyPolicy.Conversation(maxTokensPerTurn: 1000), Script);
        Assert.Equal(128, tokens.Tokens.Length);
        Assert.True(tokens.Sampled[^1]);
    }

    [Fact]
    public async Task SampleAsync_ObservationDoesNotFit_EndsWithoutSampling()
    {
        using var server = new Server(policy.Checkpoint(endsTurns: false, maxPositions: 128));
        await using var conversation = await server.Client.OpenAsync(TinyPolicy.Conversation(), default);
        var turn = await conversation.SampleAsync([Server.User(new string('?', 10_000))], default);
        Assert.False(turn.Finished);
        Assert.Equal(("", 0), (turn.Turn.Text, turn.Turn.SampledTokens));
        Assert.Equal(0, (await conversation.CompleteAsync(default)).SampledTokens);
    }

    [Fact]
    public async Task SampleAsync_WeightsSwappedBetweenTurns_TokensNameTheVersionThatSampledThem()
    {
        using var server = new Server(policy.Checkpoint());
        var request = TinyPolicy.Conversation();
        await using var conversation = await server.Client.OpenAsync(request, default);
        var first = await conversation.SampleAsync([Script[0]], default);
        server.Weights.Load(policy.Checkpoint(version: 4, seed: 9));
        var second = await conversation.SampleAsync([Script[1]], default);

        var versions = (await server.TakeAsync(conversation, request)).PolicyVersions.Where(version => version >= 0);

        Assert.Equal(Enumerable.Repeat(0, first.Turn.SampledTokens).Concat(Enumerable.Repeat(4, second.Turn.SampledTokens)), versions);
    }

    [Theory]
    [InlineData(-0.5, 10)]
    [InlineData(double.NaN, 10)]
    [InlineData(double.PositiveInfinity, 10)]
    [InlineData(1e300, 10)] // More than single precision holds.
    [InlineData(1, 0)]
    [InlineData(1, -1)]
    public async Task OpenAsync_SamplingOutOfRange_IsRefused(double temperature, int maxTokensPerTurn)
    {
        using var server = new Server(policy.Checkpoint());
        var request = TinyPolicy.Conversation(temperature: temperature, maxTokensPerTurn: maxTokensPerTurn);
        await Assert.ThrowsAsync<ArgumentException>(async () => await server.Client.OpenAsync(request, default));
        Assert.Equal(0, server.Client.OpenConversations);
    }

    [Fact]
    public async Task DisposeAsync_Twice_ClosesOnce()
    {
        using var server = new Server(policy.Checkpoint());
        var conversation = await server.Client.OpenAsync(TinyPolicy.Conversation(), default);
        await conversation.SampleAsync([Script[0]], default);
        Assert.Equal(1, server.Client.OpenConversations);
        await conversation.DisposeAsync();
        await conversation.DisposeAsync();
        Assert.Equal(0, server.Client.OpenConversations);
        Assert.NotEmpty((await server.PlayAsync(TinyPolicy.Conversation(), Script)).Tokens);
    }

    [Fact]
    public async Task SampleAsync_ForwardPassFails_FailsTheTurnAndServesTheNext()
    {
        using var server = new Server(policy.Checkpoint());
        await using (var broken = server.OpenUnchecked(TinyPolicy.Conversation(temperature: -1)))
        {
            var error = await Assert.ThrowsAsync<ArgumentException>(async () => await broken.SampleAsync([Script[0]], default));
            Assert.Contains("-1 is not a temperature", error.Message, StringComparison.Ordinal);
        }

        using var untroubled = new Server(policy.Checkpoint());
        Assert.Equal(
            (await untroubled.PlayAsync(TinyPolicy.Conversation(), Script)).Tokens, (await server.PlayAsync(TinyPolicy.Conversation(), Script)).Tokens);
    }

    [Fact]
    public async Task SampleAsync_Cancelled_ThrowsAndOthersGoOn()
    {
        using var server = new Server(policy.Checkpoint(endsTurns: false, maxPositions: 100_000));
        using var stop = new CancellationTokenSource();
        await using (var endless = await server.Client.OpenAsync(Endless(seed: 1), default))
        {
            var turn = endless.SampleAsync([Script[0]], stop.Token);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await turn);
        }

        var tokens = await server.PlayAsync(TinyPolicy.Conversation(seed: 7, maxTokensPerTurn: 3), Script[0]);
        Assert.Equal(3, tokens.Sampled.Count(sampled => sampled));
    }

    [Fact]
    public async Task Dispose_TurnUnderWay_FailsTheTurn()
    {
        var server = new Server(policy.Checkpoint(endsTurns: false, maxPositions: 100_000));
        var conversation = await server.Client.OpenAsync(Endless(seed: 1), default);
        var turn = conversation.SampleAsync([Script[0]], default).AsTask();

        server.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => turn.WaitAsync(TimeSpan.FromSeconds(30)));
        await conversation.DisposeAsync();
    }

    [Fact]
    public async Task Dispose_KnownToAContainerByTwoNames_EndsItOnce()
    {
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton(TimeProvider.System)
            .AddMassTransitTestHarness(bus => bus.AddPolicyServer())
            .BuildServiceProvider();
        Assert.Same(services.GetRequiredService<PolicyClient>(), services.GetRequiredService<IPolicyClient>());
        await services.DisposeAsync();
    }

    [Fact]
    public async Task SampleAsync_AfterDispose_IsRefused()
    {
        var server = new Server(policy.Checkpoint());
        var conversation = await server.Client.OpenAsync(TinyPolicy.Conversation(), default);
        await conversation.SampleAsync([Script[0]], default);
        server.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await conversation.SampleAsync([Script[1]], default));
        await conversation.DisposeAsync();
    }

    /// <summary>Takes the likeliest token, which is never the end token, until the context is full: minutes from now.</summary>
    private static OpenConversation Endless(ulong seed) => TinyPolicy.Conversation(seed, temperature: 0, maxTokensPerTurn: int.MaxValue);

    private static List<int[]> SampledTurns(EpisodeTokens tokens)
    {
        var turns = new List<int[]>();
        for (var i = 0; i < tokens.Tokens.Length; i++)
        {
            if (!tokens.Sampled[i]) continue;
            var start = i;
            while (i < tokens.Tokens.Length && tokens.Sampled[i]) i++;
            turns.Add(tokens.Tokens[start..i]);
        }

        return turns;
    }
}
