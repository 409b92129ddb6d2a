namespace Tarl.Contracts.Policy;

/// <summary>The learner's way to the tokens that policy servers sampled.</summary>
public interface ITokenLedger
{
    /// <summary>Takes an episode's tokens out of the ledger; null if they are gone.</summary>
    ValueTask<EpisodeTokens?> TakeAsync(LedgerReference reference, Guid episodeId, CancellationToken cancellationToken);
}
