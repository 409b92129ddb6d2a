using Tarl.Contracts.Episodes;

namespace Tarl.RolloutWorker.RunEpisode;

/// <summary>The worker's way to the user simulator.</summary>
public interface IUser
{
    Task<UserTurnSimulated> ReplyAsync(SimulateUserTurn request, CancellationToken cancellationToken);
}
