using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.Contracts.Sandbox;

namespace Tarl.RolloutWorker.Agents;

/// <summary>The policy being trained, sampled by a policy server.</summary>
public sealed class PolicyAgent(IPolicyClient policy) : IAgent
{
    public string Name => "policy";

    public async ValueTask<IAgentEpisode> StartAsync(RequestRollout rollout, ISandboxSession sandbox, CancellationToken cancellationToken)
    {
        var conversation = await policy.OpenAsync(
            new OpenConversation
            {
                EpisodeId = rollout.EpisodeId,
                Domain = rollout.Task.Domain,
                Guidelines = sandbox.Guidelines,
                Tools = sandbox.Tools,
                Sampling = rollout.Sampling,
                Seed = rollout.Seed,
                KeepTokens = rollout.Purpose == RolloutPurpose.Training,
                PolicyVersion = rollout.PolicyVersion,
            },
            cancellationToken);
        return new Episode(conversation);
    }

    private sealed class Episode(IPolicyConversation conversation) : IAgentEpisode
    {
        public ValueTask<SampledTurn> ActAsync(IReadOnlyList<Turn> observations, CancellationToken cancellationToken) =>
            conversation.SampleAsync(observations, cancellationToken);

        public async ValueTask<LedgerReference?> CompleteAsync(CancellationToken cancellationToken) =>
            await conversation.CompleteAsync(cancellationToken);

        public ValueTask DisposeAsync() => conversation.DisposeAsync();
    }
}
