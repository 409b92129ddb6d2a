namespace Tarl.Policy.Chat;

/// <summary>Who wrote a segment, and so how it becomes tokens.</summary>
public enum ChatSegmentKind
{
    /// <summary>A control token of the template, never made from text that somebody typed.</summary>
    Control,

    /// <summary>A tag of the template, such as <c>&lt;tool_response&gt;</c>: one token where the vocabulary has it, else part of the text around it.</summary>
    Tag,

    /// <summary>Plain characters, whatever they spell.</summary>
    Text,

    /// <summary>What the agent wrote, whose own tags are tokens where the vocabulary has them.</summary>
    AgentText,
}
