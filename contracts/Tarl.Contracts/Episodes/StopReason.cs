using System.Text.Json.Serialization;

namespace Tarl.Contracts.Episodes;

/// <summary>Why an episode ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StopReason>))]
public enum StopReason
{
    /// <summary>The user ended the conversation.</summary>
    UserStopped,

    /// <summary>The agent called the tool that hands over to a human.</summary>
    AgentTransferred,

    /// <summary>The agent used up its steps (30 unless told otherwise).</summary>
    StepLimit,

    /// <summary>The conversation no longer fits the policy's context, or a turn ran past its token limit.</summary>
    TokenLimit,

    /// <summary>A boundary outside the policy failed; see <see cref="EpisodeFailure"/>. Never scored, never in a baseline.</summary>
    Failed,
}
