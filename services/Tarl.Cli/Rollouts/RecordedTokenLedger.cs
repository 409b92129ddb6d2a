using Tarl.Contracts.Policy;

namespace Tarl.Cli.Rollouts;

/// <summary>The tokens that a file of rollouts holds.</summary>
internal sealed class RecordedTokenLedger(RecordedRollouts rollouts) : ITokenLedger
{
    public ValueTask<EpisodeTokens?> TakeAsync(LedgerReference reference, Guid episodeId, CancellationToken cancellationToken) => ValueTask.FromResult(rollouts.Tokens(episodeId));
}
