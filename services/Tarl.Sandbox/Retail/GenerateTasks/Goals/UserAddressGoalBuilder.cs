using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.GenerateTasks.Goals;
using Tarl.Sandbox.Retail.GenerateTasks.Shop;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Retail.GenerateTasks.Goals;

/// <summary>Changes the user's default address.</summary>
internal sealed class UserAddressGoalBuilder(Withholding withholding) : IGoalBuilder<Customer, Shopfront>
{
    public GoalDraft? TryBuild(Customer customer, Shopfront shop, SeededRandom random)
    {
        if (Choice.OtherAddress(customer, shop, random) is not { } address) return null;
        return withholding.Apply(Draft(customer, address), random);
    }

    public static GoalDraft Draft(Customer customer, Address address)
    {
        var facts = new Dictionary<string, string> { [FactNames.Address] = address.ToString() };
        return new GoalDraft(
            new UserGoal { Intent = Intents.ModifyUserAddress, Facts = facts },
            new GoalPlan { Reads = [], Write = RetailCalls.ModifyUserAddress(customer, address), Resolution = GoalResolution.Write },
            $"change your default address to {address}");
    }
}
