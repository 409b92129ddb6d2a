using Microsoft.Extensions.Options;
using Tarl.Contracts.Policy;
using Tarl.PolicyServer.KeepTokens;
using Tarl.PolicyServer.ServeWeights;

namespace Tarl.PolicyServer.Generate;

/// <summary>Policy conversations for callers in the same process.</summary>
public sealed class PolicyClient : IPolicyClient, IDisposable
{
    private readonly WeightStore _weights;
    private readonly TokenLedger _ledger;
    private readonly GenerationThread[] _threads;
    private readonly string _replica;
    private int _taken;
    private int _open;
    private int _disposed;

    public PolicyClient(WeightStore weights, TokenLedger ledger, IOptions<PolicyServerOptions> options)
    {
        _weights = weights;
        _ledger = ledger;
        _replica = options.Value.Replica;
        _threads = [.. Enumerable.Range(0, options.Value.Threads).Select(i => new GenerationThread(weights, options.Value.MaxTokensPerStep, i))];
    }

    internal int ServedVersion => _weights.Version;

    /// <summary>Conversations that hold a key/value cache.</summary>
    public int OpenConversations => Volatile.Read(ref _open);

    /// <exception cref="ArgumentException">The sampling options are out of range.</exception>
    public async ValueTask<IPolicyConversation> OpenAsync(OpenConversation request, CancellationToken cancellationToken) =>
        await OpenConversationAsync(request, cancellationToken);

    internal async ValueTask<PolicyConversation> OpenConversationAsync(OpenConversation request, CancellationToken cancellationToken)
    {
        EnsureUsable(request.Sampling);
        var policy = await _weights.WaitForAsync(request.PolicyVersion, cancellationToken);
        var conversation = new PolicyConversation(
            new ConversationState(request, policy), NextThread(), _ledger, _replica, closed: () => Interlocked.Decrement(ref _open));
        Interlocked.Increment(ref _open);
        PolicyServerMetrics.Opened();
        return conversation;
    }

    /// <summary>In turns.</summary>
    internal GenerationThread NextThread() => _threads[(uint)Interlocked.Increment(ref _taken) % _threads.Length];

    /// <summary>Twice is once: a container that knows the client by two names disposes of it by each.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        foreach (var thread in _threads)
        {
            thread.Dispose();
        }
    }

    /// <summary>Before a turn is packed with others': what the engine refuses would fail them all.</summary>
    private static void EnsureUsable(SamplingOptions sampling)
    {
        if (!((float)sampling.Temperature >= 0 && float.IsFinite((float)sampling.Temperature)))
        {
            throw new ArgumentException($"{sampling.Temperature} is not a temperature.");
        }

        if (sampling.MaxTokensPerTurn < 1)
        {
            throw new ArgumentException($"A turn of at most {sampling.MaxTokensPerTurn} tokens cannot be sampled.");
        }
    }
}
