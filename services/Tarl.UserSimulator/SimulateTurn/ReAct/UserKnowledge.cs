using Tarl.Contracts.Curriculum;

namespace Tarl.UserSimulator.SimulateTurn.ReAct;

/// <summary>What a user knows, in words: the instruction, and what a script holds back for an agent that cannot find the user, an order or a reservation.</summary>
internal static class UserKnowledge
{
    private const string Corrected = "corrected_";

    public static string Of(TaskSpec task)
    {
        string[] heldBack =
        [
            .. task.Script.Identity.Concat(task.Script.Goals.SelectMany(goal => goal.Facts).Where(fact => fact.Key.StartsWith(Corrected, StringComparison.Ordinal)))
                .Where(fact => !task.Instruction.Contains(fact.Value, StringComparison.OrdinalIgnoreCase))
                .Select(fact => $"{fact.Key.Replace(Corrected, "", StringComparison.Ordinal).Replace('_', ' ')} {fact.Value}")
                .Distinct(),
        ];
        return heldBack.Length == 0 ? task.Instruction : $"{task.Instruction}\nOnly if the agent cannot find what you named first, you find that it was wrong, and say instead: {string.Join(", ", heldBack)}.";
    }
}
