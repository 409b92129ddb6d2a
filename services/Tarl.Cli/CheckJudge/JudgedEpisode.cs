using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;

namespace Tarl.Cli.CheckJudge;

/// <summary>A labelled episode beside a judge's scores.</summary>
/// <param name="Turns">One an agent turn, in order. (A)</param>
internal sealed record JudgedEpisode(LabelledEpisode Labelled, IReadOnlyList<(int Turn, int Truth, int Score, string Reason)> Turns)
{
    public bool AgreesThroughout => Turns.All(turn => turn.Truth == turn.Score);

    /// <summary>Null if the judge failed, or has not given exactly the agent's turns a score each, one −1 at most.</summary>
    public static JudgedEpisode? TryMatch(LabelledEpisode episode, EpisodeJudged judged)
    {
        var scores = judged.Scores.OrderBy(score => score.TurnIndex).ToArray();
        var isScale = scores.All(score => score.Score is >= -1 and <= 1) && scores.Count(score => score.Score == -1) <= 1;
        return judged.Failure is null && isScale && scores.Select(score => score.TurnIndex).SequenceEqual(episode.AgentTurns)
            ? new JudgedEpisode(episode, [.. scores.Zip(episode.Truth, (score, truth) => (score.TurnIndex, truth, score.Score, score.Reason))])
            : null;
    }

    public IEnumerable<Disagreement> Disagreements() =>
        from turn in Turns
        where turn.Truth != turn.Score
        let task = Labelled.Episode.Rollout.Task
        select new Disagreement(Labelled.Fault, task.Domain, task.Id, turn.Turn, Words(Labelled.Episode.Turns[turn.Turn]), turn.Truth, turn.Score, turn.Reason);

    private static string Words(Turn turn) => turn.Call is { } call ? $"{call.Name} {call.Arguments.GetRawText()}" : turn.Text;
}
