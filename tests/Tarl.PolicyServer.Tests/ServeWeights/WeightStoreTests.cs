using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Training;
using Tarl.PolicyServer.Generate;
using Tarl.PolicyServer.ServeWeights;

namespace Tarl.PolicyServer.Tests.ServeWeights;

public sealed class WeightStoreTests(TinyPolicy policy) : IClassFixture<TinyPolicy>
{
    private static async Task<int[]> SayAsync(Server server) =>
        (await server.PlayAsync(TinyPolicy.Conversation(seed: 5), Server.User("Please cancel my order."), Server.User("Thanks."))).Tokens;

    private async Task<int[]> SaysAsync(ulong seed)
    {
        using var server = new Server(policy.Checkpoint(seed: seed));
        return await SayAsync(server);
    }

    /// <summary>A copy of a checkpoint with a byte less.</summary>
    private CheckpointPublished Truncated(int version)
    {
        var whole = policy.Checkpoint(version, seed: 9);
        var folder = Directory.CreateDirectory(whole.Path + "-truncated").FullName;
        var bytes = File.ReadAllBytes(Path.Combine(whole.Path, "model.safetensors"));
        File.WriteAllBytes(Path.Combine(folder, "model.safetensors"), bytes[..^1]);
        File.Copy(Path.Combine(whole.Path, "tokenizer.json"), Path.Combine(folder, "tokenizer.json"), overwrite: true);
        return whole with { Path = folder };
    }

    [Fact]
    public async Task Load_NewerVersion_IsServed()
    {
        using var server = new Server(policy.Checkpoint(version: 0, seed: 1));
        server.Weights.Load(policy.Checkpoint(version: 2, seed: 9));
        Assert.Equal(2, server.Weights.Version);
        Assert.Equal(await SaysAsync(seed: 9), await SayAsync(server));
        Assert.NotEqual(await SaysAsync(seed: 1), await SayAsync(server));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public async Task Load_OlderOrSameVersion_IsPassedOver(int version)
    {
        using var server = new Server(policy.Checkpoint(version: 5, seed: 1));
        server.Weights.Load(policy.Checkpoint(version, seed: 9));
        Assert.Equal(5, server.Weights.Version);
        Assert.Equal(await SaysAsync(seed: 1), await SayAsync(server));
    }

    [Fact]
    public void Load_OldVersionWhoseFilesAreGone_IsPassedOver()
    {
        using var server = new Server(policy.Checkpoint(version: 5, seed: 1));
        server.Weights.Load(new CheckpointPublished { PolicyVersion = 2, Path = "/nowhere", Sha256 = "" });
        Assert.Equal(5, server.Weights.Version);
    }

    [Fact]
    public async Task Load_WrongChecksum_IsRefusedAndTheOldWeightsServeOn()
    {
        using var server = new Server(policy.Checkpoint(version: 0, seed: 1));
        var error = Assert.Throws<InvalidDataException>(() => server.Weights.Load(Truncated(version: 1)));
        Assert.Contains("checksum differs", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, server.Weights.Version);
        Assert.Equal(await SaysAsync(seed: 1), await SayAsync(server));
    }

    [Fact]
    public async Task Load_DamagedAlthoughAsPublished_IsRefusedAndTheOldWeightsServeOn()
    {
        using var server = new Server(policy.Checkpoint(version: 0, seed: 1));
        var truncated = Truncated(version: 1);
        Assert.Throws<InvalidDataException>(() => server.Weights.Load(truncated with { Sha256 = TinyPolicy.ChecksumOf(truncated.Path) }));
        Assert.Equal(0, server.Weights.Version);
        Assert.Equal(await SaysAsync(seed: 1), await SayAsync(server));
    }

    [Fact]
    public void Load_TokenizerDoesNotFitTheModel_IsRefusedAndTheNextIsServed()
    {
        using var weights = new WeightStore(Options.Create(new PolicyServerOptions()));
        var misfit = policy.Altered(policy.Checkpoint(version: 1), "larger", folder => TinyPolicy.TrainTokenizer("Grapefruit, grapefruit and more grapefruit; marmalade, marmalade.").Save(Path.Combine(folder, "tokenizer.json")));
        var error = Assert.Throws<InvalidDataException>(() => weights.Load(misfit));
        Assert.Contains("tokenizer has", error.Message, StringComparison.Ordinal);
        Assert.Equal(-1, weights.Version);
        weights.Load(policy.Checkpoint(version: 2));
        Assert.Equal(2, weights.Version);
    }

    [Fact]
    public async Task Load_AnotherTokenizer_IsRefusedAndTheOldWeightsServeOn()
    {
        using var server = new Server(policy.Checkpoint(version: 0, seed: 1));
        var other = policy.Altered(policy.Checkpoint(version: 1, seed: 9), "other", folder => TinyPolicy.TrainTokenizer("Marmalade, marmalade.").Save(Path.Combine(folder, "tokenizer.json")));
        var error = Assert.Throws<InvalidDataException>(() => server.Weights.Load(other));
        Assert.Contains("its tokenizer is missing or another", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, server.Weights.Version);
        Assert.Equal(await SaysAsync(seed: 1), await SayAsync(server));
    }

    [Fact]
    public async Task Load_OtherShape_IsRefusedAndTheOldWeightsServeOn()
    {
        using var server = new Server(policy.Checkpoint(version: 0, seed: 1));
        var other = policy.Altered(policy.Checkpoint(version: 1, seed: 1), "narrow", folder => TinyPolicy.Shaped(hiddenSize: 20).SaveWeights(Path.Combine(folder, "model.safetensors")));
        Assert.Throws<InvalidDataException>(() => server.Weights.Load(other));
        Assert.Equal(0, server.Weights.Version);
        Assert.Equal(await SaysAsync(seed: 1), await SayAsync(server));
    }

    [Fact]
    public async Task WaitForAsync_NewerVersionWanted_WaitsUntilItIsServed()
    {
        using var server = new Server(policy.Checkpoint(version: 0));
        var waiting = server.Weights.WaitForAsync(2, default).AsTask();
        server.Weights.Load(policy.Checkpoint(version: 1));
        Assert.False(waiting.IsCompleted);
        server.Weights.Load(policy.Checkpoint(version: 3));
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(server.Weights.WaitForAsync(2, default).AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task WaitForAsync_Cancelled_Throws()
    {
        using var server = new Server(policy.Checkpoint(version: 0));
        using var stop = new CancellationTokenSource();
        var opening = server.Client.OpenAsync(TinyPolicy.Conversation(version: 1), stop.Token).AsTask();
        Assert.False(opening.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
    }

    [Fact]
    public async Task Consume_CheckpointPublished_TakesItIntoService()
    {
        await using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddMassTransitTestHarness(bus =>
            {
                // Only guards against a hang; the default of a second is too short on a busy machine.
                bus.SetTestTimeouts(testInactivityTimeout: TimeSpan.FromSeconds(20));
                bus.AddPolicyServer();
            })
            .BuildServiceProvider(validateScopes: true);
        var harness = services.GetRequiredService<ITestHarness>();
        await harness.Start();

        await harness.Bus.Publish(policy.Checkpoint(version: 6));

        Assert.True(await harness.Consumed.Any<CheckpointPublished>(consumed => consumed.Exception is null));
        Assert.Equal(6, services.GetRequiredService<WeightStore>().Version);
    }
}
