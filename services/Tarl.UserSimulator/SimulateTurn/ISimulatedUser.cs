using Tarl.Contracts.Episodes;

namespace Tarl.UserSimulator.SimulateTurn;

/// <summary>Who plays the user; <see cref="UserSimulatorOptions.User"/> chooses.</summary>
public interface ISimulatedUser
{
    /// <summary>The word that chooses it.</summary>
    string Name { get; }

    /// <summary>The section of its options, which have no effect when another is chosen; null if it has none.</summary>
    string? Section { get; }

    /// <summary>The user's next contribution.</summary>
    Task<UserTurnSimulated> ReplyAsync(SimulateUserTurn request, CancellationToken cancellationToken);
}
