namespace Tarl.Cli.Tests.Replay;

/// <summary>How a command ended and what it wrote.</summary>
internal sealed record ReplayResult(int ExitCode, string Output, string Errors)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
