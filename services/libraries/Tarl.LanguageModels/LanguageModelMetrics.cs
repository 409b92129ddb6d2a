using System.Diagnostics.Metrics;
using Tarl.LanguageModels.Budget;

namespace Tarl.LanguageModels;

/// <summary>What is counted of a model's calls, by the section that names the model; costs nothing while nobody listens.</summary>
internal sealed class LanguageModelMetrics(string section)
{
    private static readonly Meter Meter = new("Tarl.LanguageModels");

    private static readonly Counter<long> CallCount = Meter.CreateCounter<long>(
        "tarl.language_model.calls", "{call}", "Calls by outcome: answered, cached, failed, over-budget, cancelled");

    private static readonly Counter<long> AttemptCount = Meter.CreateCounter<long>(
        "tarl.language_model.attempts", "{attempt}", "Requests sent to the endpoint, retries and hedges among them");

    private static readonly Counter<long> RetryCount = Meter.CreateCounter<long>("tarl.language_model.retries", "{attempt}", "Attempts after one that failed");

    private static readonly Counter<long> HedgeCount = Meter.CreateCounter<long>("tarl.language_model.hedges", "{attempt}", "Attempts beside a slow one");

    private static readonly Counter<long> TokenCount = Meter.CreateCounter<long>(
        "tarl.language_model.tokens", "{token}", "Tokens by kind: input and output as the server counts them; estimated for attempts that were cut off");

    private static readonly Counter<double> Money = Meter.CreateCounter<double>(
        "tarl.language_model.cost", "{currency}", "Money, in the currency of the configured prices");

    private static readonly Counter<long> CacheCount = Meter.CreateCounter<long>(
        "tarl.language_model.cache", "{entry}", "Cache look-ups by outcome: hit, miss, damaged; and entries that could not be written: unwritten");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "tarl.language_model.duration", "s", "A call that was answered by the endpoint, with its retries and waiting");

    private readonly KeyValuePair<string, object?> _section = new("section", section);

    public void Called(string outcome) => CallCount.Add(1, _section, new("outcome", outcome));

    public void Answered(TimeSpan duration)
    {
        Called("answered");
        Duration.Record(duration.TotalSeconds, _section);
    }

    public void Attempted() => AttemptCount.Add(1, _section);

    public void Retried() => RetryCount.Add(1, _section);

    public void Hedged() => HedgeCount.Add(1, _section);

    public void Cached(string outcome) => CacheCount.Add(1, _section, new("outcome", outcome));

    public void Spent(Spending cost)
    {
        TokenCount.Add(cost.InputTokens, _section, new("kind", "input"));
        TokenCount.Add(cost.OutputTokens, _section, new("kind", "output"));
        TokenCount.Add(cost.EstimatedTokens, _section, new("kind", "estimated"));
        Money.Add((double)cost.Money, _section);
    }
}
