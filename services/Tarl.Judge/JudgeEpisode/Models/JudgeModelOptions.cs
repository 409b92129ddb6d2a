using Tarl.LanguageModels;

namespace Tarl.Judge.JudgeEpisode.Models;

/// <summary>The language model that judges. Section <c>JudgeModel</c>.</summary>
public sealed class JudgeModelOptions : LanguageModelOptions
{
    public const string Section = "JudgeModel";
}
