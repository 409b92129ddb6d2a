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
    private int _opened;

    public PolicyClient(WeightStore weights, TokenLedger ledger, IOptions<PolicyServerOptions> options)
    {
        _weights = weights;
        _ledger = ledger;
        _threads = [.. Enumerable.Range(0, options.Value.Threads).Select(i => new GenerationThread(weights, options.Value.MaxTokensPerStep, i))];
    }

    public async ValueTask<IPolicyConversation> OpenAsync(OpenConversation request, CancellationToken cancellationToken)
    {
        var policy = await _weights.WaitForAsync(request.PolicyVersion, cancellationToken);
        var thread = _threads[(uint)Interlocked.Increment(ref _opened) % _threads.Length];
        PolicyServerMetrics.Opened();
        return new PolicyConversation(new ConversationState(request, policy), thread, _ledger);
    }

    public void Dispose()
    {
        foreach (var thread in _threads)
        {
            thread.Dispose();
        }
    }
}
