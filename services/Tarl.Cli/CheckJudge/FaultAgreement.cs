namespace Tarl.Cli.CheckJudge;

/// <summary>How a judge does on the episodes of one fault.</summary>
/// <param name="TurnAgreement">Share of agent turns with the right score.</param>
/// <param name="EpisodeAgreement">Share of episodes all of whose turns have the right score.</param>
/// <param name="Deviations">Episodes with a major deviation.</param>
/// <param name="Missed">Major deviations that the judge did not score −1.</param>
/// <param name="Invented">Turns that the judge scored −1 and that are no major deviation.</param>
internal sealed record FaultAgreement(
    string Fault, int Episodes, int Turns, double TurnAgreement, double EpisodeAgreement, int Deviations, int Missed, int Invented);
