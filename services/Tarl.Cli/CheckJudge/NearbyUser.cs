using Tarl.Contracts.Episodes;
using Tarl.RolloutWorker.RunEpisode;
using Tarl.UserSimulator.SimulateTurn.Scripted;

namespace Tarl.Cli.CheckJudge;

/// <summary>A scripted user in this process, asked without a bus: only the judge is under test.</summary>
internal sealed class NearbyUser(ScriptedUser user) : IUser
{
    public Task<UserTurnSimulated> ReplyAsync(SimulateUserTurn request, CancellationToken cancellationToken) => Task.FromResult(user.Reply(request));
}
