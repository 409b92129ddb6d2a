namespace Tarl.Cli.CheckJudge;

/// <summary>One turn that the judge scored otherwise than it is.</summary>
/// <param name="Turn">Position among all turns of the episode, from 0.</param>
/// <param name="Agent">What the agent said or called.</param>
internal sealed record Disagreement(string Fault, string Domain, string Task, int Turn, string Agent, int Truth, int Judged, string Reason);
