namespace Tarl.Learner.UpdatePolicy;

/// <summary>How the learning rate goes from its peak to its last share over the updates.</summary>
public enum LearningRateDecay
{
    Linear,

    /// <summary>Half a period of a cosine: slow at both ends.</summary>
    Cosine,

    /// <summary>Not at all.</summary>
    Constant,
}
