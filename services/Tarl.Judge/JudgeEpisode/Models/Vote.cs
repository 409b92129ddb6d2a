using Tarl.Contracts.Rewards;

namespace Tarl.Judge.JudgeEpisode.Models;

/// <summary>
/// Several judgements of one episode as one: each turn's median, taken towards 0 where it falls between two scores. Of three scores that is the one that more
/// than half of the judgements give, or 0 if there is none such; so it has at most one −1 if each judgement has.
/// </summary>
internal static class Vote
{
    /// <param name="judgements">At least one; each with the same turns in the same order.</param>
    public static IReadOnlyList<TurnScore> Of(IReadOnlyList<IReadOnlyList<TurnScore>> judgements) =>
        [.. Enumerable.Range(0, judgements[0].Count).Select(turn => Of(judgements.Select(judgement => judgement[turn]).ToArray()))];

    private static TurnScore Of(TurnScore[] votes)
    {
        return votes.GroupBy(vote => vote.Score).FirstOrDefault(same => 2 * same.Count() > votes.Length) is { } majority
            ? majority.First()
            : new TurnScore
            {
                TurnIndex = votes[0].TurnIndex,
                Score = 0,
                Reason = $"the judgements disagree: {string.Join("; ", votes.OrderBy(vote => vote.Score).Select(vote => $"{vote.Score:+0;-0;0}, {vote.Reason}"))}",
            };
    }
}
