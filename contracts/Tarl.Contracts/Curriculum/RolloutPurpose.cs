using System.Text.Json.Serialization;

namespace Tarl.Contracts.Curriculum;

/// <summary>What an episode is sampled for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RolloutPurpose>))]
public enum RolloutPurpose
{
    /// <summary>To be imitated by behaviour cloning.</summary>
    Demonstration,

    /// <summary>To be learnt from by reinforcement.</summary>
    Training,

    /// <summary>To measure; nothing learns from it.</summary>
    Evaluation,
}
