using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.GenerateTasks.Goals;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.GenerateTasks.Kinds;

/// <summary>The user takes the request back when asked to confirm it: nothing may be written.</summary>
/// <param name="builders">Of goals that end in a write; one that stands here twice is drawn twice as often.</param>
internal sealed class ChangeOfMindKind<TUser, TWorld>(
    ITaskDomain<TUser, TWorld> domain, IReadOnlyList<IGoalBuilder<TUser, TWorld>> builders) : ITaskKind<TUser, TWorld>
{
    public Scenario? TryCompose(TUser user, TWorld world, SeededRandom random)
    {
        if (random.Pick(builders).TryBuild(user, world, random) is not { } draft) return null;
        var withdrawn = draft with
        {
            Goal = draft.Goal with { Confirmation = Confirmation.No },
            Plan = draft.Plan with { Resolution = GoalResolution.Withdraw },
            Want = $"{draft.Want}. When asked to confirm, you change your mind and say no",
        };
        return new Scenario(domain.Identify(user, random), [withdrawn]);
    }
}
