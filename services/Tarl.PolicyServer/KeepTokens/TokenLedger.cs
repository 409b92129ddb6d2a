using Microsoft.Extensions.Options;
using Tarl.Contracts.Policy;
using Tarl.PolicyServer.Generate;

namespace Tarl.PolicyServer.KeepTokens;

/// <summary>
/// Keeps every episode's tokens from sampling until the learner has them, so that text is never tokenised twice. Bounded in bytes and in time.
/// </summary>
public sealed class TokenLedger(IOptions<PolicyServerOptions> options, TimeProvider time) : ITokenLedger
{
    /// <summary>Id, mask, logprob and version.</summary>
    private const int BytesPerToken = sizeof(int) + sizeof(bool) + sizeof(float) + sizeof(int);

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, LinkedListNode<KeptEpisode>> _episodes = [];

    // Oldest first. To make room, those sent go before those that nobody has asked for.
    private readonly LinkedList<KeptEpisode> _sent = new();
    private readonly LinkedList<KeptEpisode> _unsent = new();

    private long _bytes;

    /// <summary>How many episodes are kept, and how many bytes their tokens take.</summary>
    public (int Episodes, long Bytes) Size
    {
        get
        {
            lock (_lock)
            {
                DropExpired();
                return (_episodes.Count, _bytes);
            }
        }
    }

    public void Keep(Guid episodeId, EpisodeTokens tokens)
    {
        lock (_lock)
        {
            Remove(episodeId);
            DropExpired();
            _episodes.Add(episodeId, _unsent.AddLast(new KeptEpisode(episodeId, tokens, time.GetTimestamp())));
            _bytes += SizeOf(tokens);
            while (_bytes > options.Value.MaxLedgerBytes)
            {
                if (_sent.First is null)
                {
                    PolicyServerMetrics.LedgerDropped();
                }

                Remove((_sent.First ?? _unsent.First)!.Value.Id);
            }

            PolicyServerMetrics.Keeps(_bytes);
        }
    }

    public ValueTask<EpisodeTokens?> TakeAsync(LedgerReference reference, Guid episodeId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            DropExpired();
            return ValueTask.FromResult(Remove(episodeId));
        }
    }

    /// <summary>An episode's tokens, which stay for a caller that has to ask again; null if they are gone.</summary>
    public EpisodeTokens? Read(Guid episodeId)
    {
        lock (_lock)
        {
            DropExpired();
            return _episodes.GetValueOrDefault(episodeId)?.Value.Tokens;
        }
    }

    /// <summary>Says that an episode has been sent, though perhaps not received: it is kept while there is room.</summary>
    public void MarkSent(Guid episodeId)
    {
        lock (_lock)
        {
            if (_episodes.TryGetValue(episodeId, out var sent))
            {
                sent.List!.Remove(sent);
                _sent.AddLast(sent);
            }
        }
    }

    private static long SizeOf(EpisodeTokens tokens) => (long)tokens.Tokens.Length * BytesPerToken;

    private void DropExpired()
    {
        foreach (var episodes in new[] { _sent, _unsent })
        {
            while (episodes.First is { } first && time.GetElapsedTime(first.Value.Since) > options.Value.LedgerLifetime)
            {
                Remove(first.Value.Id);
                if (episodes == _unsent)
                {
                    PolicyServerMetrics.LedgerDropped();
                }
            }
        }
    }

    private EpisodeTokens? Remove(Guid episodeId)
    {
        if (!_episodes.Remove(episodeId, out var kept))
        {
            return null;
        }

        kept.List!.Remove(kept);
        _bytes -= SizeOf(kept.Value.Tokens);
        PolicyServerMetrics.Keeps(_bytes);
        return kept.Value.Tokens;
    }

    private sealed record KeptEpisode(Guid Id, EpisodeTokens Tokens, long Since);
}
