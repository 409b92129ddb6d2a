using Tarl.Policy.Engines;
using Tarl.Policy.Model;

namespace Tarl.Learner.Tests;

/// <summary>Computes nothing: writes down what it is given to learn, and says that every logprob is one given number.</summary>
internal sealed class RecordingEngine(float logprob = -1) : IPolicyEngine
{
    public List<IReadOnlyList<TokenSequence>> Batches { get; } = [];

    /// <summary>dLoss/dLogprob of every sampled token, a batch, a sequence.</summary>
    public List<float[][]> Gradients { get; } = [];
    public List<AdamWOptions> Steps { get; } = [];
    public ModelConfig Config => throw new NotSupportedException();

    public void AccumulateGradients(IReadOnlyList<TokenSequence> batch, ITokenLoss loss, CancellationToken ct)
    {
        Batches.Add(batch);
        Gradients.Add([.. batch.Select((sequence, i) => Evaluate(sequence, i, loss))]);
    }

    public double Step(AdamWOptions options)
    {
        Steps.Add(options);
        return 2;
    }

    public IReadOnlyList<TokenScores> Score(IReadOnlyList<TokenSequence> batch, CancellationToken ct) => throw new NotSupportedException();

    public void SaveWeights(string path) => File.WriteAllText(path, "weights");

    public void LoadWeights(string path) => throw new NotSupportedException();

    public void SaveOptimizer(string path) => throw new IOException("No space left on device");

    public void LoadOptimizer(string path) => throw new NotSupportedException();

    public IGenerator CreateGenerator() => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private float[] Evaluate(TokenSequence sequence, int index, ITokenLoss loss)
    {
        var count = sequence.Sampled.Count(sampled => sampled);
        var (logprobs, gradients) = (new float[count], new float[count]);
        logprobs.AsSpan().Fill(logprob);
        loss.Evaluate(index, new TokenScoresView(logprobs, new float[count], new float[count]), new TokenGradientsView(gradients, new float[count], new float[count]));
        return gradients;
    }
}
