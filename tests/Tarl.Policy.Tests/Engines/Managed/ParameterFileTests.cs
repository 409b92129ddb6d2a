using Tarl.Policy.Engines;
using Tarl.Policy.Engines.Managed;
using Tarl.Policy.Model;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Policy.Tests.Engines.Managed;

public sealed class ParameterFileTests
{
    private static readonly AdamWOptions Options = new() { LearningRate = 0.01, WeightDecay = 0.1 };

    [Fact]
    public void Load_SavedFolder_ScoresTheSameBits()
    {
        using var folder = new TemporaryFolder();
        using var engine = TinyModel.Engine();
        engine.Config.Save(folder.File("config.json"));
        TinyModel.Save(engine, folder);
        using var loaded = ManagedEngine.Load(folder.Path, threads: 1);
        loaded.LoadValueHead(folder.File("value_head.safetensors"));
        var sequence = TinyModel.Sequence(new SeededRandom(1), 30);

        var (before, after) = (engine.Score([sequence], CancellationToken.None)[0], loaded.Score([sequence], CancellationToken.None)[0]);

        Assert.Equal(engine.Config, loaded.Config);
        Assert.Equal(before.Logprobs, after.Logprobs);
        Assert.Equal(before.Values, after.Values);
    }

    [Fact]
    public void LoadOptimizer_MidTraining_ContinuesToTheSameBits()
    {
        using var folder = new TemporaryFolder();
        using var straight = TinyModel.Engine();
        Train(straight, 1);
        TinyModel.Save(straight, folder);
        straight.SaveOptimizer(folder.File("o"));
        using var resumed = new ManagedEngine(TinyModel.Config, seed: 77, threads: 1);
        TinyModel.Load(resumed, folder);
        resumed.LoadOptimizer(folder.File("o"));

        Train(straight, 2);
        Train(resumed, 2);

        Assert.Equal(straight.Parameters.ToArray(), resumed.Parameters.ToArray());
    }

    [Fact]
    public void LoadWeights_SavedWeights_AreAPlainQwen3AndGetAValueHeadOfZeros()
    {
        using var folder = new TemporaryFolder();
        using var engine = TinyModel.Engine();
        engine.SaveWeights(folder.File("w"));
        Assert.All(SafetensorsFile.Load(folder.File("w")).Tensors.Keys, name => Assert.StartsWith("model.", name, StringComparison.Ordinal));

        engine.LoadWeights(folder.File("w"));

        var scores = engine.Score([TinyModel.Sequence(new SeededRandom(1), 20)], CancellationToken.None)[0];
        Assert.All(scores.Values, value => Assert.Equal(0, value));
    }

    [Fact]
    public void LoadWeights_FileWithAValueHead_TakesItToo()
    {
        using var folder = new TemporaryFolder();
        using var engine = TinyModel.Engine();
        Rewrite(engine, folder.File("w"), tensors => [.. tensors, .. ValueHead(engine)]);
        var before = engine.Parameters.ToArray();
        using var other = TinyModel.Engine(seed: 99);

        other.LoadWeights(folder.File("w"));

        Assert.Equal(before, other.Parameters.ToArray());
    }

    [Fact]
    public void LoadValueHead_WeightsFile_IsRefusedAndChangesNothing()
    {
        using var folder = new TemporaryFolder();
        using var engine = TinyModel.Engine();
        var before = engine.Parameters.ToArray();
        using var other = TinyModel.Engine(seed: 99);
        other.SaveWeights(folder.File("w"));

        Assert.Contains("does not belong", Assert.Throws<InvalidDataException>(() => engine.LoadValueHead(folder.File("w"))).Message, StringComparison.Ordinal);
        Assert.Equal(before, engine.Parameters.ToArray());
    }

    public static TheoryData<string, Func<IEnumerable<SafetensorsTensor>, IEnumerable<SafetensorsTensor>>> ForeignFiles => new()
    {
        { "\"model.norm.weight\" is missing", tensors => tensors.Where(tensor => tensor.Name != "model.norm.weight") },
        { "\"value_head.bias\" is missing", tensors => tensors.Append(new SafetensorsTensor("value_head.weight", [1, 20], new float[20])) },
        { "\"extra\" does not belong", tensors => tensors.Append(new SafetensorsTensor("extra", [1], [0])) },
        { "has shape (5, 4), but this model needs (20)", tensors => Replace(tensors, tensor => tensor with { Shape = [5, 4] }) },
        { "not finite", tensors => Replace(tensors, tensor => tensor with { Values = [.. tensor.Values[1..], float.NaN] }) },
    };

    [Theory]
    [MemberData(nameof(ForeignFiles))]
    public void LoadWeights_ForeignFile_SaysWhyAndChangesNothing(
        string sentence, Func<IEnumerable<SafetensorsTensor>, IEnumerable<SafetensorsTensor>> edit)
    {
        using var folder = new TemporaryFolder();
        using var engine = TinyModel.Engine();
        var before = engine.Parameters.ToArray();
        using var other = TinyModel.Engine(seed: 99);
        Rewrite(other, folder.File("w"), edit);

        var exception = Assert.Throws<InvalidDataException>(() => engine.LoadWeights(folder.File("w")));

        Assert.Contains(sentence, exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, engine.Parameters.ToArray());
    }

    [Fact]
    public void LoadOptimizer_WeightsFile_IsRefused()
    {
        using var folder = new TemporaryFolder();
        using var engine = TinyModel.Engine();
        engine.SaveWeights(folder.File("w"));

        Assert.Contains("no step count", Assert.Throws<InvalidDataException>(() => engine.LoadOptimizer(folder.File("w"))).Message, StringComparison.Ordinal);
    }

    private static void Train(ManagedEngine engine, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            engine.AccumulateGradients([TinyModel.Sequence(new SeededRandom(8), 40)], new QuadraticLoss(), CancellationToken.None);
            engine.Step(Options);
        }
    }

    private static SafetensorsTensor[] ValueHead(ManagedEngine engine) =>
        [.. engine.Layout.ValueHead.Select(parameter => new SafetensorsTensor(parameter.Name, parameter.Shape, parameter.Of(engine.Parameters).ToArray()))];

    private static void Rewrite(ManagedEngine engine, string path, Func<IEnumerable<SafetensorsTensor>, IEnumerable<SafetensorsTensor>> edit)
    {
        engine.SaveWeights(path);
        SafetensorsFile.Save(path, [.. edit(SafetensorsFile.Load(path).Tensors.Values)], new Dictionary<string, string>());
    }

    private static IEnumerable<SafetensorsTensor> Replace(IEnumerable<SafetensorsTensor> tensors, Func<SafetensorsTensor, SafetensorsTensor> edit) =>
        tensors.Select(tensor => tensor.Name == "model.norm.weight" ? edit(tensor) : tensor);
}
