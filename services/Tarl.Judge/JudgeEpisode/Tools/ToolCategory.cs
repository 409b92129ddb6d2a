namespace Tarl.Judge.JudgeEpisode.Tools;

/// <summary>What a tool does, as far as the judge cares.</summary>
public enum ToolCategory
{
    /// <summary>Not a tool that the judge knows.</summary>
    Unknown,

    /// <summary>Changes nothing.</summary>
    Read,

    /// <summary>A read that establishes who the user is.</summary>
    Identification,

    /// <summary>Changes the database.</summary>
    Write,

    /// <summary>Hands over to a human.</summary>
    Transfer,
}
