using Tarl.Policy.Engines;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Benchmarks;

/// <summary>64 conversations that alternate 40 given tokens with 20 decoded ones, out of step with each other.</summary>
internal sealed class RolloutLoad(IGenerator generator, int vocabSize, int sequenceTokens, ulong seed)
{
    private const int OpenSequences = 64;
    private const int GivenTokens = 40;
    private const int DecodedTokens = 20;

    private readonly SeededRandom _random = new(seed);
    private readonly int[] _given = new int[vocabSize * GivenTokens];

    /// <summary>Runs every conversation to its end; returns the tokens computed.</summary>
    public int Run()
    {
        for (var i = 0; i < _given.Length; i++) _given[i] = _random.Next(vocabSize);
        var inputs = new List<GenerationInput>();
        var outputs = new SampledToken[OpenSequences];
        var handles = Enumerable.Range(0, OpenSequences).Select(_ => generator.Open()).ToArray();
        var next = new int[OpenSequences][];
        var total = 0;
        // The first turns differ in length, so that later prefills and decodes mix in one pass.
        for (var i = 0; i < OpenSequences; i++) next[i] = _given[..(GivenTokens - i % DecodedTokens)];

        var decoded = new int[OpenSequences];
        while (handles.Any(handle => generator.Length(handle) < sequenceTokens))
        {
            inputs.Clear();
            var rows = Enumerable.Range(0, OpenSequences).Where(i => generator.Length(handles[i]) < sequenceTokens).ToList();
            foreach (var i in rows) inputs.Add(new GenerationInput(handles[i], next[i], true, 1, _random.NextDouble()));

            generator.Advance(inputs.ToArray(), outputs);
            for (var j = 0; j < rows.Count; j++)
            {
                total += next[rows[j]].Length;
                next[rows[j]] = Next(ref decoded[rows[j]], outputs[j].Token);
            }
        }

        foreach (var handle in handles) generator.Close(handle);
        return total;
    }

    private int[] Next(ref int decoded, int sampled)
    {
        if (++decoded % DecodedTokens != 0) return [sampled];
        var start = _random.Next(_given.Length - GivenTokens);
        return [sampled, .. _given.AsSpan(start, GivenTokens)];
    }
}
