using System.CommandLine;

namespace Tarl.Cli.CheckJudge;

/// <summary><c>judge</c>: what the judge is worth.</summary>
internal static class JudgeCommand
{
    public static Command Create(Command check) => new("judge", "Measures the judge itself") { check };
}
