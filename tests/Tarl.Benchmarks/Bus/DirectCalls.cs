using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Sandbox;
using Tarl.Judge.JudgeEpisode;
using Tarl.RolloutWorker.Agents;
using Tarl.RolloutWorker.RunEpisode;
using Tarl.UserSimulator.SimulateTurn.Scripted;
using Tarl.Verifier.VerifyEpisode;

namespace Tarl.Benchmarks.Bus;

/// <summary>Plays, verifies and judges episodes by calling the services' own classes: what there is to do without any bus.</summary>
internal sealed class DirectCalls(IServiceProvider services, int concurrency)
{
    private readonly EpisodeRunner _runner = new(
        services.GetServices<IAgent>(), services.GetRequiredService<ISandboxClient>(), new DirectUser(services.GetRequiredService<ScriptedUser>()),
        services.GetRequiredService<IOptions<RolloutWorkerOptions>>());

    private readonly GroundTruthReplay _replay = services.GetRequiredService<GroundTruthReplay>();
    private readonly EpisodeVerifier _verifier = services.GetRequiredService<EpisodeVerifier>();
    private readonly RuleJudge _judge = services.GetRequiredService<RuleJudge>();

    public Task PlayAsync(IReadOnlyList<RequestRollout> orders, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(orders, new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken }, PlayAsync);

    private async ValueTask PlayAsync(RequestRollout order, CancellationToken cancellationToken)
    {
        var episode = await _runner.RunAsync(order, cancellationToken);
        _verifier.Verify(episode, await _replay.GetExpectedChangesAsync(order.Task, cancellationToken));
        _judge.Score(episode);
    }

    private sealed class DirectUser(ScriptedUser user) : IUser
    {
        public Task<UserTurnSimulated> ReplyAsync(SimulateUserTurn request, CancellationToken cancellationToken) => Task.FromResult(user.Reply(request));
    }
}
