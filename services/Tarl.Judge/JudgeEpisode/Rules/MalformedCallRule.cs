namespace Tarl.Judge.JudgeEpisode.Rules;

/// <summary>A tool call that cannot be read does nothing, and can be made again.</summary>
public sealed class MalformedCallRule : IJudgeRule
{
    public Finding? Examine(AgentTurn turn) => turn.Turn.IsError ? Finding.Minor("the tool call cannot be parsed") : null;
}
