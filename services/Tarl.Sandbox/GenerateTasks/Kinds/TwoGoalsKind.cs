using Tarl.Contracts.Episodes;
using Tarl.Sandbox.GenerateTasks.Goals;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.GenerateTasks.Kinds;

/// <summary>Two goals in one conversation, on different subjects, so that neither spoils the other.</summary>
internal sealed class TwoGoalsKind<TUser, TWorld>(
    ITaskDomain<TUser, TWorld> domain, IReadOnlyList<IGoalBuilder<TUser, TWorld>> builders) : ITaskKind<TUser, TWorld>
{
    public Scenario? TryCompose(TUser user, TWorld world, SeededRandom random)
    {
        var pair = builders.ToList();
        random.Shuffle(pair);
        if (pair[0].TryBuild(user, world, random) is not { } first) return null;
        if (pair[1].TryBuild(user, world, random) is not { } second) return null;
        if (first.SubjectId is not null && first.SubjectId == second.SubjectId) return null;
        if (first.Plan.Write is null && second.Plan.Write is null) return null;
        if (UsesGiftCard(first) && UsesGiftCard(second)) return null;
        return new Scenario(domain.Identify(user, random), [first, WithoutRepeatedReads(second, first)]);
    }

    // The balance that the first goal leaves might not do for the second.
    private static bool UsesGiftCard(GoalDraft draft) =>
        draft.Plan.Write?.Arguments.ToString().Contains("gift_card", StringComparison.Ordinal) ?? false;

    private static GoalDraft WithoutRepeatedReads(GoalDraft second, GoalDraft first)
    {
        var known = first.Plan.Reads.Select(Key).ToHashSet();
        return second with { Plan = second.Plan with { Reads = [.. second.Plan.Reads.Where(read => !known.Contains(Key(read)))] } };
    }

    private static string Key(ToolCall call) => call.Name + call.Arguments;
}
