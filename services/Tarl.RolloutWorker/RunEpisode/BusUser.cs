using MassTransit;
using Tarl.Contracts.Episodes;

namespace Tarl.RolloutWorker.RunEpisode;

/// <summary>Asks a user simulator over the bus.</summary>
public sealed class BusUser(IRequestClient<SimulateUserTurn> client) : IUser
{
    public async Task<UserTurnSimulated> ReplyAsync(SimulateUserTurn request, CancellationToken cancellationToken)
    {
        var response = await client.GetResponse<UserTurnSimulated>(request, cancellationToken);
        return response.Message;
    }
}
