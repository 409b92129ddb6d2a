using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.Retail.GenerateTasks.Goals;
using Tarl.Sandbox.Retail.GenerateTasks.Shop;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Retail.GenerateTasks.Kinds;

/// <summary>Two goals in one conversation, on different orders, so that neither spoils the other.</summary>
internal sealed class TwoGoalsKind(IReadOnlyList<IGoalBuilder> builders, RetailTaskOptions options) : ITaskKind
{
    public Scenario? TryCompose(Customer customer, Shopfront shop, SeededRandom random)
    {
        var pair = builders.ToList();
        random.Shuffle(pair);
        if (pair[0].TryBuild(customer, shop, random) is not { } first) return null;
        if (pair[1].TryBuild(customer, shop, random) is not { } second) return null;
        if (first.Order is not null && first.Order.Id == second.Order?.Id) return null;
        if (first.Plan.Write is null && second.Plan.Write is null) return null;
        if (UsesGiftCard(first) && UsesGiftCard(second)) return null;
        return new Scenario(Identification.Draw(customer, options, random), [first, WithoutRepeatedReads(second, first)]);
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
