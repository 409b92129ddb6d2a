namespace Tarl.Judge.JudgeEpisode;

/// <summary>How much a finding weighs.</summary>
public enum Severity
{
    /// <summary>Can be put right later: the turn scores 0.</summary>
    Minor,

    /// <summary>Goes off the task or breaks a rule for good: the first such turn scores −1.</summary>
    Major,
}
