using Tarl.Sandbox.Retail.GenerateTasks.Shop;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Retail.GenerateTasks.Kinds;

/// <summary>Composes tasks of one kind.</summary>
internal interface ITaskKind
{
    /// <returns>Null if this customer does not suit; another one may.</returns>
    Scenario? TryCompose(Customer customer, Shopfront shop, SeededRandom random);
}
