using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.GenerateTasks.Goals;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.GenerateTasks.Kinds;

/// <summary>One goal, and a user who may have to be asked who they are.</summary>
internal sealed class SingleGoalKind<TUser, TWorld>(
    ITaskDomain<TUser, TWorld> domain, IGoalBuilder<TUser, TWorld> builder, double withheldIdentity) : ITaskKind<TUser, TWorld>
{
    public Scenario? TryCompose(TUser user, TWorld world, SeededRandom random)
    {
        if (builder.TryBuild(user, world, random) is not { } draft) return null;
        var goal = random.Chance(withheldIdentity)
            ? draft.Goal with { Withheld = [FactNames.Identity, .. draft.Goal.Withheld] }
            : draft.Goal;
        return new Scenario(domain.Identify(user, random), [draft with { Goal = goal }]);
    }
}
