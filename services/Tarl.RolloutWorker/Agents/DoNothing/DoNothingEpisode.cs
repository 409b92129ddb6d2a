using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;

namespace Tarl.RolloutWorker.Agents.DoNothing;

internal sealed class DoNothingEpisode : IAgentEpisode
{
    public ValueTask<SampledTurn> ActAsync(IReadOnlyList<Turn> observations, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new SampledTurn { Turn = new Turn { Role = TurnRole.Agent, Text = "I see." }, Finished = true });

    public ValueTask<LedgerReference?> CompleteAsync(CancellationToken cancellationToken) => ValueTask.FromResult<LedgerReference?>(null);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
