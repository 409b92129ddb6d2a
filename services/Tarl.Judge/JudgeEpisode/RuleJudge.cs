using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;
using Tarl.Judge.JudgeEpisode.Rules;
using Tarl.Judge.JudgeEpisode.Tools;
using Tarl.ServiceDefaults.CpuAccounting;

namespace Tarl.Judge.JudgeEpisode;

/// <summary>
/// Scores every agent turn by rules, as TARL's judge does (arXiv 2509.14480): +1 correct, 0 a minor issue, −1 the first major deviation.
/// All that follows a major deviation counts as its consequence and scores 0.
/// </summary>
public sealed class RuleJudge(JudgeOptions options) : IJudge
{
    private readonly ToolCategories _categories = new(options);

    // Of two findings of one weight the earlier rule gives the reason.
    private readonly IJudgeRule[] _rules =
    [
        new MalformedCallRule(),
        new CutOffRule(),
        new AuthenticationBeforeWriteRule(options),
        new RightToolRule(),
        new InventedIdRule(),
        new RightArgumentsRule(),
        new ConfirmationBeforeWriteRule(),
        new WrongProposalRule(options),
        new NeedlessTransferRule(),
        new NeedlessRefusalRule(),
        new FalseReportRule(),
        new NeglectedWriteRule(),
        new RightAnswerRule(options),
        new FailedCallRule(),
        new UselessRepetitionRule(),
        new SilenceRule(),
        new GarbledReplyRule(),
    ];

    /// <returns>One score for each agent turn, in order.</returns>
    public IReadOnlyList<TurnScore> Score(EpisodeCompleted episode)
    {
        var scores = new List<TurnScore>();
        AgentTurn? deviation = null;
        foreach (var turn in new Transcript(episode, _categories).AgentTurns)
        {
            if (deviation is not null)
            {
                scores.Add(Score(turn, 0, $"follows from the deviation in turn {deviation.Index}"));
                continue;
            }

            var finding = _rules.Select(rule => rule.Examine(turn)).OfType<Finding>().MaxBy(found => found.Severity);
            if (finding is { Severity: Severity.Major }) deviation = turn;
            scores.Add(Score(turn, finding));
        }

        return scores;
    }

    public Task<IReadOnlyList<TurnScore>> ScoreAsync(EpisodeCompleted episode, CancellationToken cancellationToken)
    {
        using var charge = CpuLedger.For(CpuAccount.Judge);
        return Task.FromResult(Score(episode));
    }

    private static TurnScore Score(AgentTurn turn, Finding? finding) => finding switch
    {
        null => Score(turn, 1, "correct"),
        { Severity: Severity.Major } => Score(turn, -1, finding.Reason),
        _ => Score(turn, 0, finding.Reason),
    };

    private static TurnScore Score(AgentTurn turn, int score, string reason) => new() { TurnIndex = turn.Index, Score = score, Reason = reason };
}
