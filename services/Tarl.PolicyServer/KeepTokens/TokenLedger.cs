using Microsoft.Extensions.Options;
using Tarl.Contracts.Policy;
using Tarl.PolicyServer.Generate;

namespace Tarl.PolicyServer.KeepTokens;

/// <summary>Keeps every episode's tokens from sampling until the learner has them, so that text is never tokenised twice.</summary>
public sealed class TokenLedger(IOptions<PolicyServerOptions> options) : ITokenLedger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, EpisodeTokens> _episodes = [];
    private readonly Queue<Guid> _byAge = new();
    private long _tokens;

    public void Keep(Guid episodeId, EpisodeTokens tokens)
    {
        lock (_lock)
        {
            Remove(episodeId);
            _episodes.Add(episodeId, tokens);
            _byAge.Enqueue(episodeId);
            _tokens += tokens.Tokens.Length;
            while (_tokens > options.Value.MaxLedgerTokens && _byAge.TryDequeue(out var oldest))
            {
                Remove(oldest);
            }
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
        if (!_episodes.Remove(episodeId, out var tokens))
        {
            return null;
        }

        _tokens -= tokens.Tokens.Length;
        return tokens;
    }
}
