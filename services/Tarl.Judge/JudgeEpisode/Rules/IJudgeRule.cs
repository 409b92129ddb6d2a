namespace Tarl.Judge.JudgeEpisode.Rules;

/// <summary>One thing that an agent turn can do wrong.</summary>
public interface IJudgeRule
{
    /// <summary>What is to be said against the turn; null if nothing.</summary>
    Finding? Examine(AgentTurn turn);
}
