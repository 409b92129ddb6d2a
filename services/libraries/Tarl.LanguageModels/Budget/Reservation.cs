using Tarl.LanguageModels.Messages;

namespace Tarl.LanguageModels.Budget;

/// <summary>What an attempt may cost, until it is known. Disposed without a word, it is charged as reserved: an attempt that was cut off may well be billed.</summary>
internal sealed class Reservation(SpendingLimit limit, TokenUsage estimate) : IDisposable
{
    private readonly Spending _most = limit.Estimate(estimate);
    private Spending? _cost = limit.Estimate(estimate);

    /// <summary>There is an answer; if the server does not say what it took, its length says it roughly.</summary>
    public void Charge(Completion completion) => _cost = completion.Usage is { } usage
        ? limit.Cost(usage)
        : limit.Estimate(estimate with { OutputTokens = TokenEstimate.Of(completion) });

    /// <summary>The server has refused, or was never reached.</summary>
    public void Release() => _cost = Spending.None;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _cost, null) is { } cost)
        {
            limit.Settle(_most, cost);
        }
    }
}
