using System.Security.Cryptography;
using Tarl.Learner.PublishCheckpoint;
using Tarl.Policy.Engines;
using Tarl.Policy.Model;

namespace Tarl.Learner.Tests.PublishCheckpoint;

public sealed class CheckpointStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private CheckpointStore Store => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    private static void Train(IPolicyEngine engine)
    {
        var demonstration = TinyPolicy.Demonstration("Please cancel my order.", "Done.");
        engine.AccumulateGradients([demonstration], new ValueTowardsOne(), default);
        engine.Step(new AdamWOptions { LearningRate = 0.01 });
    }

    /// <summary>Moves the transformer and the value head.</summary>
    private sealed class ValueTowardsOne : ITokenLoss
    {
        public void Evaluate(int sequence, TokenScoresView scores, TokenGradientsView gradients)
        {
            gradients.Logprobs.Fill(-1);
            for (var token = 0; token < scores.Values.Length; token++) gradients.Values[token] = scores.Values[token] - 1;
        }
    }

    private string[] Folders() => [.. Directory.EnumerateFileSystemEntries(_folder.Path).Select(path => Path.GetFileName(path)).Order()];

    [Fact]
    public void Restore_Saved_GoesOnAsIfNeverStopped()
    {
        using var engine = TinyPolicy.Engine();
        Train(engine);
        Store.Save(1, engine, TinyPolicy.Tokenizer);
        Train(engine);

        using var restored = TinyPolicy.Engine(seed: 99);
        Store.Restore(1, restored);
        Train(restored);

        Assert.Equal(TinyPolicy.State(engine), TinyPolicy.State(restored));
    }

    [Fact]
    public void Save_Checkpoint_IsNamedByItsChecksum()
    {
        using var engine = TinyPolicy.Engine();
        var checkpoint = Store.Save(12, engine, TinyPolicy.Tokenizer);
        Assert.Equal((12, _folder.File("000012")), (checkpoint.Version, checkpoint.Folder));
        Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(checkpoint.Folder, "model.safetensors")))), checkpoint.Sha256);
        Assert.Equal(checkpoint, Store.Open());
        Assert.Equal(checkpoint, CheckpointStore.Read(checkpoint.Folder));
    }

    [Fact]
    public void Save_ManyVersions_KeepsTheBaseAndTheLastTwo()
    {
        using var engine = TinyPolicy.Engine();
        for (var version = 0; version <= 11; version++) Store.Save(version, engine, TinyPolicy.Tokenizer);
        Assert.Equal(["000000", "000010", "000011"], Folders());
        Assert.Equal(11, Store.LatestVersion());
    }

    [Fact]
    public void Save_SameVersionAgain_ReplacesIt()
    {
        using var engine = TinyPolicy.Engine();
        var first = Store.Save(1, engine, TinyPolicy.Tokenizer);
        Train(engine);
        var second = Store.Save(1, engine, TinyPolicy.Tokenizer);
        Assert.NotEqual(first.Sha256, second.Sha256);
        Assert.Equal(["000001"], Folders());
    }

    [Fact]
    public void Save_FailsHalfWay_LeavesTheOlderOnesInForce()
    {
        using var engine = TinyPolicy.Engine();
        var first = Store.Save(1, engine, TinyPolicy.Tokenizer);
        Assert.Throws<IOException>(() => Store.Save(2, new RecordingEngine(), TinyPolicy.Tokenizer));
        Assert.Equal(first, Store.Open());

        Store.Save(2, engine, TinyPolicy.Tokenizer);
        Assert.Equal(["000001", "000002"], Folders());
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("value_head.safetensors")]
    [InlineData("optimizer.safetensors")]
    public void Restore_Truncated_IsRefused(string name)
    {
        using var engine = TinyPolicy.Engine();
        var path = Path.Combine(Store.Save(1, engine, TinyPolicy.Tokenizer).Folder, name);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^1]);
        Assert.Throws<InvalidDataException>(() => Store.Restore(1, engine));
    }

    [Fact]
    public void Restore_ValueHeadMissing_IsRefused()
    {
        using var engine = TinyPolicy.Engine();
        var path = Path.Combine(Store.Save(1, engine, TinyPolicy.Tokenizer).Folder, "value_head.safetensors");
        File.Delete(path);

        Assert.Equal($"{path} is missing.", Assert.Throws<InvalidDataException>(() => Store.Restore(1, engine)).Message);
    }

    [Fact]
    public void Restore_ValueHeadAmongTheWeights_IsTakenFromThere()
    {
        using var engine = TinyPolicy.Engine();
        Train(engine);
        var folder = Store.Save(1, engine, TinyPolicy.Tokenizer).Folder;
        var (weights, head) = (Path.Combine(folder, "model.safetensors"), Path.Combine(folder, "value_head.safetensors"));
        SafetensorsFile.Save(weights, [.. SafetensorsFile.Load(weights).Tensors.Values, .. SafetensorsFile.Load(head).Tensors.Values], new Dictionary<string, string>());
        File.Delete(head);

        using var restored = TinyPolicy.Engine(seed: 99);
        Store.Restore(1, restored);

        Assert.Equal(TinyPolicy.State(engine), TinyPolicy.State(restored));
    }

    [Fact]
    public void LatestVersion_NothingButForeignFolders_IsNone()
    {
        Directory.CreateDirectory(_folder.File("notes"));
        Directory.CreateDirectory(_folder.File("000003.unfinished"));
        Assert.Equal(-1, Store.LatestVersion());
        Assert.Equal(-1, new CheckpointStore(_folder.File("nowhere")).LatestVersion());
        var error = Assert.Throws<InvalidDataException>(() => Store.Open());
        Assert.Equal($"There is no checkpoint in {_folder.Path} yet.", error.Message);
    }

    [Fact]
    public void Open_MissingVersion_IsRefused()
    {
        using var engine = TinyPolicy.Engine();
        Store.Save(1, engine, TinyPolicy.Tokenizer);
        Assert.Equal($"There is no checkpoint {_folder.File("000002")}.", Assert.Throws<InvalidDataException>(() => Store.Open(2)).Message);
    }
}
