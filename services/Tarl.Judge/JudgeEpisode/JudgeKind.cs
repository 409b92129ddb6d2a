namespace Tarl.Judge.JudgeEpisode;

/// <summary>Who scores the turns.</summary>
public enum JudgeKind
{
    /// <summary><see cref="RuleJudge"/>: written for the tasks of this project; costs nothing.</summary>
    Rules,

    /// <summary><see cref="Models.ModelJudge"/>: a language model.</summary>
    Model,
}
