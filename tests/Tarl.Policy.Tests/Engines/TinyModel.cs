using Tarl.Policy.Engines;
using Tarl.Policy.Engines.Managed;
using Tarl.Policy.Model;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Policy.Tests.Engines;

/// <summary>A model whose sizes are no multiples of a vector, with every parameter (norms and value head too) away from its initial value.</summary>
internal static class TinyModel
{
    public static ModelConfig Config { get; } = new()
    {
        VocabSize = 37,
        HiddenSize = 20,
        Layers = 2,
        Heads = 4,
        KeyValueHeads = 2,
        HeadSize = 6,
        IntermediateSize = 22,
        RopeTheta = 100,
        MaxPositions = 160,
    };

    public static ManagedEngine Engine(int threads = 1, ulong seed = 5)
    {
        var engine = new ManagedEngine(Config, seed, threads);
        var random = new SeededRandom(seed + 1);
        // Large enough that attention is far from uniform and every path carries gradient.
        foreach (ref var parameter in engine.Parameters) parameter += (float)(0.8 * random.NextDouble() - 0.4);
        return Republished(engine);
    }

    /// <summary>The same weights in double precision.</summary>
    public static ReferenceModel Reference(ManagedEngine engine)
    {
        using var folder = new TemporaryFolder();
        Save(engine, folder);
        return ReferenceModel.Of(
            engine.Config, SafetensorsFile.Load(folder.File("model.safetensors")), SafetensorsFile.Load(folder.File("value_head.safetensors")));
    }

    public static TokenSequence Sequence(SeededRandom random, int length, float temperature = 1) => new()
    {
        Tokens = [.. Enumerable.Range(0, length).Select(_ => random.Next(Config.VocabSize))],
        Sampled = [.. Enumerable.Range(0, length).Select(i => i > 0 && random.Chance(0.4))],
        Temperature = temperature,
    };

    public static void Save(ManagedEngine engine, TemporaryFolder folder)
    {
        engine.SaveWeights(folder.File("model.safetensors"));
        engine.SaveValueHead(folder.File("value_head.safetensors"));
    }

    public static void Load(ManagedEngine engine, TemporaryFolder folder)
    {
        engine.LoadWeights(folder.File("model.safetensors"));
        engine.LoadValueHead(folder.File("value_head.safetensors"));
    }

    /// <summary>The engine reads its parameters through a published copy; a round trip through a file publishes them.</summary>
    private static ManagedEngine Republished(ManagedEngine engine)
    {
        using var folder = new TemporaryFolder();
        Save(engine, folder);
        Load(engine, folder);
        return engine;
    }
}
