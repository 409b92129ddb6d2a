namespace Tarl.Cli.Conform;

/// <summary>How a case went.</summary>
/// <param name="Expected">What was sent and what must come.</param>
/// <param name="Came">What came instead; null if the case passed.</param>
internal sealed record CaseResult(string Name, bool Passed, string Expected, string? Came, double Seconds);
