using Tarl.Contracts.Episodes;

namespace Tarl.UserSimulator.SimulateTurn;

/// <summary>Who plays the user, chosen by <see cref="UserSimulatorOptions.Kind"/>.</summary>
public interface ISimulatedUser
{
    /// <summary>The user's next contribution. What it throws fails the question: it is asked again, and then the episode ends at the boundary of the user.</summary>
    Task<UserTurnSimulated> ReplyAsync(SimulateUserTurn request, CancellationToken cancellationToken);
}
