using System.Text.Json.Serialization;

namespace Tarl.Contracts.Curriculum;

/// <summary>How one goal of a conversation rightly ends.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GoalResolution>))]
public enum GoalResolution
{
    /// <summary>The write is made, after the user has confirmed it.</summary>
    Write,

    /// <summary>The user asked a question and hears the answer.</summary>
    Answer,

    /// <summary>The guidelines forbid the write: the agent says so.</summary>
    Refuse,

    /// <summary>The user takes the request back when asked to confirm.</summary>
    Withdraw,

    /// <summary>What the user names does not exist, and the user knows no better.</summary>
    GiveUp,
}
