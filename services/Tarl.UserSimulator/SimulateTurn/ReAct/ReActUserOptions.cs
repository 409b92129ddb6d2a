using System.ComponentModel.DataAnnotations;

namespace Tarl.UserSimulator.SimulateTurn.ReAct;

/// <summary>How a language model plays users. Section <c>ReActUser</c>.</summary>
public sealed class ReActUserOptions
{
    public const string Section = "ReActUser";

    /// <summary>A prompt instead of the one that is shipped, <c>services/Tarl.UserSimulator/SimulateTurn/ReAct/Prompts/user.md</c>.</summary>
    public string? PromptFile { get; set; }

    /// <summary>Manners of speaking, one of which each episode's seed picks; none: as the instruction says.</summary>
    public IList<string> Personas { get; } = [];

    /// <summary>Empty: the server's own, for models that take no other.</summary>
    [Range(0.0, 2.0)]
    public double? Temperature { get; set; } = 1;

    /// <summary>Tokens that thought and utterance may have together.</summary>
    [Range(16, 1_000_000)]
    public int MaxTokens { get; set; } = 1024;

    /// <summary>How often a reply that no user could give is asked for again, with the reason.</summary>
    [Range(0, 10)]
    public int Repairs { get; set; } = 2;

    /// <summary>Contributions after which a user that has not ended the conversation has failed; more than an episode's 30 steps leave room for.</summary>
    [Range(1, 10_000)]
    public int MaxTurns { get; set; } = 40;

    /// <summary>So many words in a row of the instruction are a leak; facts that a user spells out (an address, an item with its options) are shorter.</summary>
    [Range(4, 1000)]
    public int MaxCopiedWords { get; set; } = 16;
}
