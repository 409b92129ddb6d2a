namespace Tarl.Curriculum.Samplers.Mixed;

/// <summary>How a ratio goes from its first value to its last over the updates.</summary>
public enum RatioSchedule
{
    Linear,

    /// <summary>Half a period of a cosine: slow at both ends.</summary>
    Cosine,
}
