using Tarl.Contracts.Episodes;
using Tarl.Judge.JudgeEpisode.Tools;

namespace Tarl.Judge.JudgeEpisode.Rules;

/// <summary>The same call or the same words again, though nothing was written since.</summary>
public sealed class UselessRepetitionRule : IJudgeRule
{
    public Finding? Examine(AgentTurn turn)
    {
        foreach (var earlier in turn.EarlierAgentTurns.Reverse())
        {
            if (IsSame(turn.Turn, earlier.Turn)) return Finding.Minor($"repeats turn {earlier.Index}");
            if (earlier is { IsWrite: true, Succeeded: true }) return null;
        }

        return null;
    }

    private static bool IsSame(Turn turn, Turn earlier) => (turn.Call, earlier.Call) switch
    {
        ({ } call, { } before) => CallComparison.AreEqual(call, before),
        (null, null) => turn.Text.Length > 0 && string.Equals(turn.Text.Trim(), earlier.Text.Trim(), StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}
