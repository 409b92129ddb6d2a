namespace Tarl.Judge.JudgeEpisode;

/// <summary>What a rule says against an agent turn.</summary>
public sealed record Finding(Severity Severity, string Reason)
{
    public static Finding Minor(string reason) => new(Severity.Minor, reason);

    public static Finding Major(string reason) => new(Severity.Major, reason);
}
