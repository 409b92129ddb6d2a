using Tarl.Sandbox.Retail.GenerateTasks.Shop;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Retail.GenerateTasks.Goals;

/// <summary>Makes goals of one kind.</summary>
internal interface IGoalBuilder
{
    /// <returns>Null if this customer has nothing that such a goal could be about.</returns>
    GoalDraft? TryBuild(Customer customer, Shopfront shop, SeededRandom random);
}
