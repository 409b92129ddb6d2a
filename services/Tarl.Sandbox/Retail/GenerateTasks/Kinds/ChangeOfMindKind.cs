using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.Retail.GenerateTasks.Goals;
using Tarl.Sandbox.Retail.GenerateTasks.Shop;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Retail.GenerateTasks.Kinds;

/// <summary>The user takes the request back when asked to confirm it: nothing may be written.</summary>
internal sealed class ChangeOfMindKind(IReadOnlyList<IGoalBuilder> builders, RetailTaskOptions options) : ITaskKind
{
    public Scenario? TryCompose(Customer customer, Shopfront shop, SeededRandom random)
    {
        if (random.Pick(builders).TryBuild(customer, shop, random) is not { } draft) return null;
        var withdrawn = draft with
        {
            Goal = draft.Goal with { Confirmation = Confirmation.No },
            Plan = draft.Plan with { Resolution = GoalResolution.Withdraw },
            Want = $"{draft.Want}. When asked to confirm, you change your mind and say no",
        };
        return new Scenario(Identification.Draw(customer, options, random), [withdrawn]);
    }
}
