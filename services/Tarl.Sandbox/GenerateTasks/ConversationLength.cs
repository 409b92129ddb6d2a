using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.GenerateTasks.Goals;

namespace Tarl.Sandbox.GenerateTasks;

/// <summary>How long a conversation gets with an agent that does everything right and asks only for what the user has withheld.</summary>
internal static class ConversationLength
{
    /// <summary>Of the 30 that an episode has by default: leaves room for a needless one or two.</summary>
    private const int MostSteps = 28;

    /// <summary>A scripted user leaves at the 14th reply that it hears.</summary>
    private const int MostReplies = 13;

    public static bool Fits(Scenario scenario) =>
        scenario.Identification.Calls.Count + scenario.Goals.Sum(Steps) <= MostSteps && scenario.Goals.Sum(Replies) <= MostReplies;

    private static int Steps(GoalDraft draft) => draft.Plan.Reads.Count + Replies(draft) + (draft.Plan.Resolution == GoalResolution.Write ? 1 : 0);

    // A question for each fact withheld; then a question to confirm and a report, or an answer alone.
    private static int Replies(GoalDraft draft) =>
        draft.Goal.Withheld.Count + (draft.Plan.Resolution is GoalResolution.Write or GoalResolution.Withdraw ? 2 : 1);
}
