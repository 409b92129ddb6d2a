using MassTransit;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Episodes;
using Tarl.Messaging.Publish;

namespace Tarl.RolloutWorker.RunEpisode;

/// <summary>Asks a user simulator over the bus.</summary>
public sealed class BusUser(IClientFactory clients, IOptions<RolloutWorkerOptions> options) : IUser
{
    private readonly IRequestClient<SimulateUserTurn> _client = clients.CreateRequestClient<SimulateUserTurn>();

    /// <exception cref="InvalidOperationException">The user could not be played.</exception>
    public async Task<UserTurnSimulated> ReplyAsync(SimulateUserTurn request, CancellationToken cancellationToken)
    {
        // The answers are none of the user's business, and most of a task's length.
        var asked = request with { Task = request.Task with { GroundTruth = [], Plan = [], Outputs = [] } };
        var reply = await _client.AskAsync<SimulateUserTurn, UserTurnSimulated>(asked, options.Value.UserPatience, cancellationToken);
        return reply.Failure is null ? reply : throw new InvalidOperationException($"The user failed: {reply.Failure}");
    }
}
