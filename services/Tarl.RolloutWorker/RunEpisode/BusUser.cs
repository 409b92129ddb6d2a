using MassTransit;
using Tarl.Contracts.Episodes;

namespace Tarl.RolloutWorker.RunEpisode;

/// <summary>Asks a user simulator over the bus.</summary>
public sealed class BusUser(IRequestClient<SimulateUserTurn> client) : IUser
{
    public async Task<UserTurnSimulated> ReplyAsync(SimulateUserTurn request, CancellationToken cancellationToken)
    {
        // The answers are none of the user's business, and most of a task's length.
        var asked = request with { Task = request.Task with { GroundTruth = [], Plan = [], Outputs = [] } };
        var response = await client.GetResponse<UserTurnSimulated>(asked, cancellationToken);
        return response.Message;
    }
}
