namespace Tarl.Judge.JudgeEpisode.Rules;

/// <summary>A turn that neither speaks nor calls a tool.</summary>
public sealed class SilenceRule : IJudgeRule
{
    public Finding? Examine(AgentTurn turn) =>
        turn.IsUtterance && string.IsNullOrWhiteSpace(turn.Turn.Text) ? Finding.Minor("the agent said nothing") : null;
}
