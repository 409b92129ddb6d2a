namespace Tarl.Learner.Losses;

/// <summary>What a minibatch's loss is the mean of.</summary>
public enum LossAggregation
{
    /// <summary>Of all its sampled tokens: long episodes weigh more.</summary>
    Token,

    /// <summary>Of its episodes, each being the mean of its sampled tokens: a token of a long episode weighs less.</summary>
    Sequence,
}
