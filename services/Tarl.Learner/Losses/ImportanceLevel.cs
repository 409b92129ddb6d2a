namespace Tarl.Learner.Losses;

/// <summary>Of what the importance ratio is taken.</summary>
public enum ImportanceLevel
{
    /// <summary>Each token's own.</summary>
    Token,

    /// <summary>The product over the sampled tokens of the episode, for all of them.</summary>
    Sequence,
}
