using Tarl.Contracts.Episodes;
using Tarl.Sandbox.GenerateTasks.Goals;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.GenerateTasks.Kinds;

/// <summary>Several goals in one conversation, on different subjects, so that none spoils another.</summary>
/// <param name="builders">At least as many as goals; each serves at most one goal, so one that stands here twice at most two.</param>
internal sealed class SeveralGoalsKind<TUser, TWorld>(
    ITaskDomain<TUser, TWorld> domain, IReadOnlyList<IGoalBuilder<TUser, TWorld>> builders, int goals) : ITaskKind<TUser, TWorld>
{
    public Scenario? TryCompose(TUser user, TWorld world, SeededRandom random)
    {
        var chosen = builders.ToList();
        random.Shuffle(chosen);
        var drafts = new List<GoalDraft>(goals);
        foreach (var builder in chosen.Take(goals))
        {
            if (builder.TryBuild(user, world, random) is not { } draft) return null;
            drafts.Add(draft);
        }

        if (!GoTogether(drafts)) return null;
        var scenario = new Scenario(domain.Identify(user, random), [.. WithoutRepeatedReads(drafts)]);
        return ConversationLength.Fits(scenario) ? scenario : null;
    }

    private static bool GoTogether(List<GoalDraft> drafts)
    {
        var subjects = drafts.Select(draft => draft.SubjectId).OfType<string>().ToList();
        return subjects.Distinct().Count() == subjects.Count && drafts.Any(draft => draft.Plan.Write is not null) && drafts.Count(UsesGiftCard) <= 1;
    }

    // The balance that one goal leaves might not do for another.
    private static bool UsesGiftCard(GoalDraft draft) =>
        draft.Plan.Write?.Arguments.ToString().Contains("gift_card", StringComparison.Ordinal) ?? false;

    private static IEnumerable<GoalDraft> WithoutRepeatedReads(List<GoalDraft> drafts)
    {
        var known = new HashSet<string>();
        foreach (var draft in drafts)
        {
            yield return draft with { Plan = draft.Plan with { Reads = [.. draft.Plan.Reads.Where(read => known.Add(Key(read)))] } };
        }
    }

    private static string Key(ToolCall call) => call.Name + call.Arguments;
}
