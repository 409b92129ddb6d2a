using Microsoft.Extensions.Options;
using Tarl.Contracts.Policy;
using Tarl.PolicyServer.Generate;

namespace Tarl.PolicyServer.KeepTokens;

/// <summary>Keeps every episode's tokens from sampling until the learner has them, so that text is never tokenised twice.</summary>
public sealed class TokenLedger(IOptions<PolicyServerOptions> options) : ITokenLedger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, LinkedListNode<(Guid Id, EpisodeTokens Tokens)>> _episodes = [];
    private readonly LinkedList<(Guid Id, EpisodeTokens Tokens)> _byAge = new();
    private long _tokens;

    public void Keep(Guid episodeId, EpisodeTokens tokens)
    {
        lock (_lock)
        {
            Remove(episodeId);
            _episodes.Add(episodeId, _byAge.AddLast((episodeId, tokens)));
            _tokens += tokens.Tokens.Length;
            while (_tokens > options.Value.MaxLedgerTokens)
            {
                Remove(_byAge.First!.Value.Id);
                PolicyServerMetrics.LedgerDropped();
            }

            PolicyServerMetrics.Keeps(_tokens);
        }
    }

    public ValueTask<EpisodeTokens?> TakeAsync(LedgerReference reference, Guid episodeId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ValueTask.FromResult(Remove(episodeId));
        }
    }

    private EpisodeTokens? Remove(Guid episodeId)
    {
        if (!_episodes.Remove(episodeId, out var kept))
        {
            return null;
        }

        _byAge.Remove(kept);
        _tokens -= kept.Value.Tokens.Tokens.Length;
        PolicyServerMetrics.Keeps(_tokens);
        return kept.Value.Tokens;
    }
}
