using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.GenerateTasks.Kinds;

/// <summary>Composes tasks of one kind.</summary>
internal interface ITaskKind<in TUser, in TWorld>
{
    /// <returns>Null if this user does not suit; another one may.</returns>
    Scenario? TryCompose(TUser user, TWorld world, SeededRandom random);
}
