using System.ComponentModel.DataAnnotations;

namespace Tarl.Judge.JudgeEpisode.Models;

/// <summary>How a language model is asked to judge. Section <c>ModelJudge</c>.</summary>
public sealed class ModelJudgeOptions
{
    public const string Section = "ModelJudge";

    /// <summary>A prompt instead of the one that is shipped, <c>services/Tarl.Judge/JudgeEpisode/Models/Prompts/judge.md</c>.</summary>
    public string? PromptFile { get; set; }

    /// <summary>Files with the rule texts of domains, instead of the shipped ones of retail, airline and math: domain → path.</summary>
    public IDictionary<string, string> Guidelines { get; } = new Dictionary<string, string>();

    /// <summary>
    /// How often an episode is judged. A turn's score is the median, which is what more than half of the judgements say, or 0 where they do not agree so far.
    /// </summary>
    [Range(1, 99)]
    public int Samples { get; set; } = 1;

    /// <summary>Empty: the server's own, for models that take no other.</summary>
    [Range(0.0, 2.0)]
    public double? Temperature { get; set; } = 0;

    /// <summary>Tokens that one judgement may have.</summary>
    [Range(64, 1_000_000)]
    public int MaxTokens { get; set; } = 8192;

    /// <summary>How often the model is told what is wrong with a judgement, and asked again.</summary>
    [Range(0, 10)]
    public int Repairs { get; set; } = 2;

    /// <summary>Has the server hold the model to the JSON Schema; off for servers that cannot.</summary>
    public bool StructuredOutput { get; set; } = true;
}
