using Tarl.Cli.Evaluate.Statistics;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Cli.CheckJudge;

/// <summary>How a judge's scores agree with what is known of the episodes. Pure.</summary>
internal sealed record JudgeAgreement
{
    private static readonly int[] Scores = [-1, 0, 1];

    public required int Episodes { get; init; }
    public required int Turns { get; init; }

    /// <summary>Share of agent turns with the right score; the 95% interval by bootstrap over episodes.</summary>
    public required Estimate TurnAgreement { get; init; }

    /// <summary>Share of episodes all of whose turns have the right score.</summary>
    public required Estimate EpisodeAgreement { get; init; }

    /// <summary>Cohen's κ over turns: agreement beyond what the shares of the scores would give by chance; 1 if all agree.</summary>
    public required double Kappa { get; init; }

    /// <summary>Agent turns by true score (rows −1, 0, +1) and judged score (columns). (3, 3)</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Confusion { get; init; }

    public required IReadOnlyList<FaultAgreement> ByFault { get; init; }
    public required IReadOnlyDictionary<string, double> TurnAgreementByDomain { get; init; }

    /// <summary>Episodes that the judge gave up on or did not score turn by turn; they are in no other figure.</summary>
    public required int Undecided { get; init; }

    public required IReadOnlyList<Disagreement> Disagreements { get; init; }

    /// <param name="judgements">By episode; each episode has one.</param>
    /// <exception cref="InvalidDataException">The judge has decided none.</exception>
    public static JudgeAgreement Of(IReadOnlyList<LabelledEpisode> episodes, IReadOnlyDictionary<Guid, EpisodeJudged> judgements)
    {
        var judged = episodes.Select(episode => JudgedEpisode.TryMatch(episode, judgements[episode.Episode.EpisodeId])).OfType<JudgedEpisode>().ToArray();
        if (judged.Length == 0)
        {
            throw new InvalidDataException($"The judge has decided none of {episodes.Count} episodes; the first: {judgements[episodes[0].Episode.EpisodeId].Failure ?? "not one score an agent turn"}");
        }

        var confusion = Scores.Select(truth => Scores.Select(score => judged.Sum(episode => episode.Turns.Count(turn => (turn.Truth, turn.Score) == (truth, score)))).ToArray()).ToArray();
        return new JudgeAgreement
        {
            Episodes = judged.Length,
            Turns = judged.Sum(episode => episode.Turns.Count),
            TurnAgreement = Ratio(judged),
            EpisodeAgreement = Bootstrap.Mean([.. judged.Select(episode => episode.AgreesThroughout ? 1.0 : 0.0)], Random()),
            Kappa = KappaOf(confusion),
            Confusion = confusion,
            ByFault = [.. judged.GroupBy(episode => episode.Labelled.Fault).Select(fault => Of(fault.Key, [.. fault]))],
            TurnAgreementByDomain = new SortedDictionary<string, double>(
                judged.GroupBy(episode => episode.Labelled.Episode.Rollout.Task.Domain).ToDictionary(domain => domain.Key, domain => ShareOfTurns([.. domain])),
                StringComparer.Ordinal),
            Undecided = episodes.Count - judged.Length,
            Disagreements = [.. judged.SelectMany(episode => episode.Disagreements())],
        };
    }

    private static FaultAgreement Of(string fault, JudgedEpisode[] episodes)
    {
        var turns = episodes.SelectMany(episode => episode.Turns).ToArray();
        return new FaultAgreement(
            fault,
            episodes.Length,
            turns.Length,
            ShareOfTurns(episodes),
            episodes.Average(episode => episode.AgreesThroughout ? 1.0 : 0.0),
            turns.Count(turn => turn.Truth == -1),
            turns.Count(turn => turn.Truth == -1 && turn.Score != -1),
            turns.Count(turn => turn.Truth != -1 && turn.Score == -1));
    }

    private static double ShareOfTurns(JudgedEpisode[] episodes) =>
        (double)episodes.Sum(episode => episode.Turns.Count(turn => turn.Truth == turn.Score)) / Math.Max(1, episodes.Sum(episode => episode.Turns.Count));

    // Episodes are drawn, not turns: those of one episode stand and fall together.
    private static Estimate Ratio(JudgedEpisode[] episodes) => Bootstrap.Ratio(
        [.. episodes.Select(episode => ((double)episode.Turns.Count(turn => turn.Truth == turn.Score), (double)episode.Turns.Count))], Random());

    private static double KappaOf(int[][] confusion)
    {
        var total = (double)confusion.Sum(row => row.Sum());
        var observed = Scores.Select((_, i) => confusion[i][i]).Sum() / total;
        var expected = Scores.Select((_, i) => confusion[i].Sum() / total * (confusion.Sum(row => row[i]) / total)).Sum();
        return expected < 1 ? (observed - expected) / (1 - expected) : 1;
    }

    private static SeededRandom Random() => new(SeededRandom.Derive(0, "judge agreement"));
}
