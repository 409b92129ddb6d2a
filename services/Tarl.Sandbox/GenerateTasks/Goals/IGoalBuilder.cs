using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.GenerateTasks.Goals;

/// <summary>Makes goals of one kind.</summary>
internal interface IGoalBuilder<in TUser, in TWorld>
{
    /// <returns>Null if this user has nothing that such a goal could be about.</returns>
    GoalDraft? TryBuild(TUser user, TWorld world, SeededRandom random);
}
