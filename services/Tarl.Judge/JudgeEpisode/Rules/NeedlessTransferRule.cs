using Tarl.Judge.JudgeEpisode.Tools;

namespace Tarl.Judge.JudgeEpisode.Rules;

/// <summary>The user is handed to a human only where the ground truth does so.</summary>
public sealed class NeedlessTransferRule : IJudgeRule
{
    public Finding? Examine(AgentTurn turn)
    {
        var transcript = turn.Transcript;
        if (turn.Category != ToolCategory.Transfer) return null;
        if (transcript.OutstandingWrites(turn).FirstOrDefault() is { } write) return Finding.Major($"handed the user over instead of {write.Name}");

        var isWanted = transcript.Task.GroundTruth.Any(call => transcript.CategoryOf(call) == ToolCategory.Transfer);
        return isWanted ? null : Finding.Minor("handed the user over needlessly");
    }
}
