using System.Globalization;

namespace Tarl.LanguageModels.Budget;

/// <summary>
/// Keeps the process within its budget: every attempt reserves what it may cost before it is made, and is charged what it did cost. An attempt that fits
/// only once others are known to have cost less waits for them.
/// </summary>
internal sealed class SpendingLimit(LanguageModelOptions options, string section, LanguageModelMetrics metrics)
{
    private const decimal Million = 1_000_000;

    private readonly Lock _lock = new();
    private Spending _spent = Spending.None;
    private Spending _reserved = Spending.None;
    private TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Spending Spent
    {
        get
        {
            lock (_lock)
            {
                return _spent;
            }
        }
    }

    /// <exception cref="BudgetSpentException">More than is left, whatever becomes of the attempts under way.</exception>
    public async Task<Reservation> ReserveAsync(TokenUsage estimate, CancellationToken cancellationToken)
    {
        var most = Estimate(estimate);
        while (true)
        {
            Task settled;
            lock (_lock)
            {
                if (Exceeded(_spent + most) is { } limit)
                {
                    throw new BudgetSpentException(
                        $"The language model's budget is spent: {_spent.Tokens:N0} tokens and {Text(_spent.Money)} of money so far, and the next call might exceed {limit}. Raise it, or run with the cache ({section}:CacheFolder).");
                }

                if (Exceeded(_spent + _reserved + most) is null)
                {
                    _reserved += most;
                    return new Reservation(this, estimate);
                }

                settled = _settled.Task;
            }

            await settled.WaitAsync(cancellationToken);
        }
    }

    /// <summary>What an answer cost.</summary>
    public Spending Cost(TokenUsage usage) => new(usage.InputTokens, usage.OutputTokens, 0, Price(usage));

    /// <summary>What an attempt costs of which nobody has counted the tokens.</summary>
    public Spending Estimate(TokenUsage estimate) => new(0, 0, (long)estimate.InputTokens + estimate.OutputTokens, Price(estimate));

    public void Settle(Spending reserved, Spending cost)
    {
        TaskCompletionSource settled;
        lock (_lock)
        {
            _reserved = new Spending(0, 0, _reserved.EstimatedTokens - reserved.EstimatedTokens, _reserved.Money - reserved.Money);
            _spent += cost;
            (settled, _settled) = (_settled, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        metrics.Spent(cost);
        settled.SetResult();
    }

    private string? Exceeded(Spending spending) =>
        spending.Tokens > options.BudgetTokens ? $"{section}:BudgetTokens, {options.BudgetTokens:N0}"
        : spending.Money > (decimal?)options.BudgetMoney ? $"{section}:BudgetMoney, {Text((decimal)options.BudgetMoney!)}"
        : null;

    private decimal Price(TokenUsage usage) =>
        (((decimal)options.InputPrice * (usage.InputTokens - usage.CachedInputTokens))
        + ((decimal)(options.CachedInputPrice ?? options.InputPrice) * usage.CachedInputTokens)
        + ((decimal)options.OutputPrice * usage.OutputTokens)) / Million;

    private static string Text(decimal money) => money.ToString("0.####", CultureInfo.InvariantCulture);
}
