using Tarl.Contracts.Episodes;
using Tarl.LanguageModels;

namespace Tarl.UserSimulator.SimulateTurn;

/// <summary>Who plays the user, chosen by <see cref="UserSimulatorOptions.Kind"/>.</summary>
public interface ISimulatedUser
{
    /// <summary>The user's next contribution. Nothing is remembered between two: the request holds the whole conversation.</summary>
    /// <exception cref="LanguageModelException">There is none that a user could say: the user's failure, not the agent's. What else is thrown is tried again before it is.</exception>
    Task<UserTurnSimulated> ReplyAsync(SimulateUserTurn request, CancellationToken cancellationToken);
}
