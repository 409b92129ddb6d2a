using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.Retail.GenerateTasks.Goals;
using Tarl.Sandbox.Retail.GenerateTasks.Shop;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Retail.GenerateTasks.Kinds;

/// <summary>One goal, and a user who may have to be asked who they are.</summary>
internal sealed class SingleGoalKind(IGoalBuilder builder, RetailTaskOptions options) : ITaskKind
{
    public Scenario? TryCompose(Customer customer, Shopfront shop, SeededRandom random)
    {
        if (builder.TryBuild(customer, shop, random) is not { } draft) return null;
        var goal = random.Chance(options.WithheldIdentity)
            ? draft.Goal with { Withheld = [FactNames.Identity, .. draft.Goal.Withheld] }
            : draft.Goal;
        return new Scenario(Identification.Draw(customer, options, random), [draft with { Goal = goal }]);
    }
}
