using Tarl.Judge.JudgeEpisode.Tools;

namespace Tarl.Judge.JudgeEpisode;

public sealed class JudgeOptions
{
    /// <summary>Domains whose guidelines demand that a tool has identified the user before anything is written.</summary>
    public ICollection<string> AuthenticatedDomains { get; } = new HashSet<string> { "retail" };

    /// <summary>Domains whose task has a number for an answer, with which the agent must end: its last output.</summary>
    public ICollection<string> AnswerDomains { get; } = new HashSet<string> { "math" };

    /// <summary>What tools do, by the beginning of their names; the longest that fits counts. τ-bench's retail and airline unless extended.</summary>
    public IDictionary<string, ToolCategory> ToolPrefixes { get; } = new Dictionary<string, ToolCategory>
    {
        ["find_user_id"] = ToolCategory.Identification,
        ["find_"] = ToolCategory.Read,
        ["get_"] = ToolCategory.Read,
        ["list_"] = ToolCategory.Read,
        ["search_"] = ToolCategory.Read,
        ["calculate"] = ToolCategory.Read,
        ["think"] = ToolCategory.Read,
        ["cancel_"] = ToolCategory.Write,
        ["modify_"] = ToolCategory.Write,
        ["return_"] = ToolCategory.Write,
        ["exchange_"] = ToolCategory.Write,
        ["book_"] = ToolCategory.Write,
        ["update_"] = ToolCategory.Write,
        ["send_"] = ToolCategory.Write,
        ["transfer_"] = ToolCategory.Transfer,
    };
}
