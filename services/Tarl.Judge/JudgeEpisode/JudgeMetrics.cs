using System.Diagnostics.Metrics;
using Tarl.Contracts.Rewards;

namespace Tarl.Judge.JudgeEpisode;

/// <summary>What the judge counts; costs nothing while nobody listens.</summary>
internal static class JudgeMetrics
{
    private static readonly Meter Meter = new("Tarl.Judge");

    private static readonly Counter<long> TurnScores = Meter.CreateCounter<long>("tarl.turn_scores", "{turn}", "Agent turns judged, by score");

    private static readonly Counter<long> Judgements = Meter.CreateCounter<long>(
        "tarl.judgements", "{episode}", "Episodes judged, or undecided because something failed");

    private static readonly Counter<long> UnusableJudgements = Meter.CreateCounter<long>(
        "tarl.judge.unusable_answers", "{answer}", "A language model's judgements that could not be used: malformed, incomplete, refused");

    public static void Unusable() => UnusableJudgements.Add(1);

    public static void Decided(EpisodeJudged judged)
    {
        Judgements.Add(1, new KeyValuePair<string, object?>("outcome", judged.Failure is null ? "judged" : "undecided"));
        foreach (var turn in judged.Scores)
        {
            TurnScores.Add(1, new KeyValuePair<string, object?>("score", turn.Score));
        }
    }
}
