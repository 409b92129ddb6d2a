using Tarl.Judge.JudgeEpisode.Tools;

namespace Tarl.Judge.JudgeEpisode;

/// <summary>Who judges, and the rules' own tables. Section <c>Judge</c>.</summary>
public sealed class JudgeOptions
{
    public const string Section = "Judge";

    /// <summary>With <see cref="JudgeKind.Model"/> nothing else here has an effect; the sections <c>ModelJudge</c> and <c>JudgeModel</c> have.</summary>
    public JudgeKind Kind { get; set; } = JudgeKind.Rules;

    /// <summary>
    /// The tools of which one must have found the user before anything is written, by domain. Retail: who the user is follows from an
    /// email or names and zip code. Airline: the user knows the user id. Other domains need none.
    /// </summary>
    public IDictionary<string, ICollection<string>> IdentifyingTools { get; } = new Dictionary<string, ICollection<string>>
    {
        ["retail"] = new HashSet<string> { "find_user_id_by_email", "find_user_id_by_name_zip" },
        ["airline"] = new HashSet<string> { "get_user_details" },
    };

    /// <summary>
    /// Domains whose task has a number for an answer, with which the agent must end: its last output. In other domains an output is an answer if the
    /// task's plan says so, and is said anywhere; τ-bench's own outputs depend on wording and are not looked for.
    /// </summary>
    public ICollection<string> AnswerDomains { get; } = new HashSet<string> { "math" };

    /// <summary>Arguments of writes that a question to the user need not name: who the user is, and what follows from other arguments.</summary>
    public ICollection<string> UnspokenArguments { get; } = new HashSet<string> { "user_id", "flight_type", "nonfree_baggages", "country" };

    /// <summary>Arguments that are said with a unit, since other numbers are said beside them: argument → how the unit begins.</summary>
    public IDictionary<string, string> CountedArguments { get; } = new Dictionary<string, string> { ["total_baggages"] = "bag" };

    /// <summary>What tools do, by the beginning of their names; the longest that fits counts. τ-bench's retail and airline unless extended.</summary>
    public IDictionary<string, ToolCategory> ToolPrefixes { get; } = new Dictionary<string, ToolCategory>
    {
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
