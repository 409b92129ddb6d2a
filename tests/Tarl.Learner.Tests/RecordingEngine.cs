using Tarl.Policy.Engines;
using Tarl.Policy.Model;

namespace Tarl.Learner.Tests;

/// <summary>Computes nothing: writes down what it is given to learn, and says that every logprob, and every value, is one given number.</summary>
internal sealed class RecordingEngine(float logprob = -1, float value = 0) : IPolicyEngine
{
    public List<IReadOnlyList<TokenSequence>> Batches { get; } = [];

    /// <summary>dLoss/dLogprob of every sampled token, a batch, a sequence.</summary>
    public List<float[][]> Gradients { get; } = [];

    /// <summary>dLoss/dValue, likewise.</summary>
    public List<float[][]> ValueGradients { get; } = [];
    public List<AdamWOptions> Steps { get; } = [];

    /// <summary>The lengths of the sequences that were only scored, batch by batch; of none it is 0.</summary>
    public List<int[]> Scored { get; } = [];
    public ModelConfig Config => throw new NotSupportedException();

    public void AccumulateGradients(IReadOnlyList<TokenSequence> batch, ITokenLoss loss, CancellationToken ct)
    {
        Batches.Add(batch);
        var gradients = batch.Select((sequence, i) => Evaluate(sequence, i, loss)).ToArray();
        Gradients.Add([.. gradients.Select(sequence => sequence.Logprobs)]);
        ValueGradients.Add([.. gradients.Select(sequence => sequence.Values)]);
    }

    public double Step(AdamWOptions options)
    {
        Steps.Add(options);
        return 2;
    }

    public IReadOnlyList<TokenScores> Score(IReadOnlyList<TokenSequence> batch, CancellationToken ct)
    {
        Scored.Add([.. batch.Select(sequence => sequence.Tokens.Length)]);
        return [.. batch.Select(Score)];
    }

    public void SaveWeights(string path) => File.WriteAllText(path, "weights");

    public void LoadWeights(string path) => throw new NotSupportedException();

    public void SaveValueHead(string path) => File.WriteAllText(path, "value head");

    public void LoadValueHead(string path) => throw new NotSupportedException();

    public void SaveOptimizer(string path) => throw new IOException("No space left on device");

    public void LoadOptimizer(string path) => throw new NotSupportedException();

    public IGenerator CreateGenerator() => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private TokenScores Score(TokenSequence sequence)
    {
        var count = sequence.Sampled.Count(sampled => sampled);
        return new([.. Enumerable.Repeat(logprob, count)], new float[count], [.. Enumerable.Repeat(value, count)]);
    }

    private (float[] Logprobs, float[] Values) Evaluate(TokenSequence sequence, int index, ITokenLoss loss)
    {
        var scores = Score(sequence);
        var (logprobs, values) = (new float[scores.Logprobs.Length], new float[scores.Logprobs.Length]);
        loss.Evaluate(
            index, new TokenScoresView(scores.Logprobs, scores.Entropies, scores.Values),
            new TokenGradientsView(logprobs, new float[logprobs.Length], values));
        return (logprobs, values);
    }
}
