using Tarl.Learner.Losses;
using Tarl.Policy.Engines;

namespace Tarl.Learner.UpdatePolicy;

/// <summary>One optimiser step on the episodes of a minibatch, whose gradient is gathered in one pass or several.</summary>
internal sealed class MinibatchStep(IPolicyEngine engine, ReinforcementOptions options, PolicyGradientOptions loss, CriticOptions? critic, int update)
{
    private readonly AdamWOptions _optimizer = new()
    {
        LearningRate = LearningRateSchedule.At(update, options, options.LearningRate),
        ValueLearningRate = critic is null ? null : LearningRateSchedule.At(update, options, critic.LearningRate),
        WeightDecay = options.WeightDecay,
        MaxGradientNorm = options.MaxGradientNorm,
    };

    /// <summary>False if all gradients are 0: the figures are worked out, and nothing changes.</summary>
    public required bool ChangesPolicy { get; init; }

    public StepSummary Take(UpdateBatch batch, PolicyGradientSample?[] targets, int[] indices, CancellationToken cancellationToken)
    {
        var samples = indices.Select(i => targets[i]!).ToArray();
        var objective = new PolicyGradientLoss(samples, loss, Normalizer(samples), critic);
        var passSize = (indices.Length + options.AccumulationPasses - 1) / options.AccumulationPasses;
        for (var first = 0; first < indices.Length; first += passSize)
        {
            var sequences = indices.Skip(first).Take(passSize).Select(i => batch.Sequences[i]).ToArray();
            engine.AccumulateGradients(sequences, new LossFrom(objective, first), cancellationToken);
        }

        return new StepSummary(objective.Summarize(), ChangesPolicy ? engine.Step(_optimizer) : 0);
    }

    // A mean over sequences has its tokens' weights in the samples.
    private double Normalizer(PolicyGradientSample[] samples) =>
        Math.Max(1, loss.Aggregation == LossAggregation.Token ? samples.Sum(sample => sample.Advantages.Length) : samples.Length);

    /// <summary>A minibatch's loss for the pass that begins with the given sequence of the minibatch.</summary>
    private sealed class LossFrom(ITokenLoss loss, int first) : ITokenLoss
    {
        public void Evaluate(int sequence, TokenScoresView scores, TokenGradientsView gradients) => loss.Evaluate(first + sequence, scores, gradients);
    }
}
