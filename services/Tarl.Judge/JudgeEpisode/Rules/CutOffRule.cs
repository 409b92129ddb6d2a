using Tarl.Contracts.Episodes;

namespace Tarl.Judge.JudgeEpisode.Rules;

/// <summary>The turn that runs into a token limit ends the conversation for the user too.</summary>
public sealed class CutOffRule : IJudgeRule
{
    public Finding? Examine(AgentTurn turn) =>
        turn.IsLast && turn.Transcript.StopReason == StopReason.TokenLimit ? Finding.Major("the turn ran into a token limit") : null;
}
