using MassTransit;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Episodes;
using Tarl.Messaging.Ask;

namespace Tarl.RolloutWorker.RunEpisode;

/// <summary>Asks a user simulator by message.</summary>
public sealed class BusUser(IClientFactory clients, IOptions<RolloutWorkerOptions> options) : IUser
{
    private readonly QuestionClient<SimulateUserTurn> _client = new(clients);

    /// <exception cref="InvalidOperationException">The user could not be played.</exception>
    public async Task<UserTurnSimulated> ReplyAsync(SimulateUserTurn request, CancellationToken cancellationToken)
    {
        // The answers are none of the user's business, and most of a task's length.
        var asked = request with { Task = request.Task with { GroundTruth = [], Plan = [], Outputs = [] } };
        var reply = await _client.AskAsync<UserTurnSimulated>(asked, options.Value.UserPatience, cancellationToken);
        return reply.Failure is null ? reply : throw new InvalidOperationException($"The user failed: {reply.Failure}");
    }
}
