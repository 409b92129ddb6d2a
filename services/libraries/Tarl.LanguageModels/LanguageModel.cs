using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;
using Polly.Timeout;
using Tarl.LanguageModels.Budget;
using Tarl.LanguageModels.Cache;
using Tarl.LanguageModels.Endpoint;
using Tarl.LanguageModels.Messages;
using Tarl.LanguageModels.Resilience;

namespace Tarl.LanguageModels;

/// <summary>Looks into the cache, and asks the endpoint for what is not there.</summary>
public sealed class LanguageModel : ILanguageModel, IDisposable
{
    private readonly LanguageModelOptions _options;
    private readonly string _section;
    private readonly TimeProvider _time;
    private readonly Action<string>? _budgetSpent;
    private readonly LanguageModelMetrics _metrics;
    private readonly SpendingLimit _spending;
    private readonly CompletionCache _cache;
    private readonly CallPipeline _pipeline;

    /// <param name="section">Where the options come from: names them in messages and metrics.</param>
    /// <param name="budgetSpent">Told, with the reason, when a call is not made for want of budget.</param>
    /// <exception cref="InvalidDataException">Address or model is missing, or the key or the authorities' file cannot be read.</exception>
    public LanguageModel(LanguageModelOptions options, string section, TimeProvider time, ILogger<LanguageModel> logger, Action<string>? budgetSpent = null)
    {
        if (options.Address.Length == 0 || options.Model.Length == 0)
        {
            throw new InvalidDataException($"{section}:Address and {section}:Model say which language model to ask; both are needed.");
        }

        (_options, _section, _time, _budgetSpent) = (options, section, time, budgetSpent);
        _metrics = new LanguageModelMetrics(section);
        _spending = new SpendingLimit(options, section, _metrics);
        _cache = new CompletionCache(options.CacheFolder, _metrics, logger);
        _pipeline = new CallPipeline(options, new ChatEndpoint(options, time), _spending, _metrics, time, logger);
    }

    public Spending Spent => _spending.Spent;

    public async Task<Completion> CompleteAsync(CompletionRequest request, CancellationToken cancellationToken)
    {
        var key = CompletionKey.Of(_options, request);
        if (await _cache.FindAsync(key, cancellationToken) is { } kept)
        {
            _metrics.Called("cached");
            return kept with { FromCache = true };
        }

        var completion = await AskAsync(new ModelCall(request, _time.GetTimestamp()), cancellationToken);
        await _cache.KeepAsync(key, completion);
        return completion;
    }

    public void Dispose() => _pipeline.Dispose();

    private async Task<Completion> AskAsync(ModelCall call, CancellationToken cancellationToken)
    {
        try
        {
            var completion = await _pipeline.ExecuteAsync(call, cancellationToken);
            _metrics.Answered(_time.GetElapsedTime(call.Started));
            return completion;
        }
        catch (BudgetSpentException spent)
        {
            _metrics.Called("over-budget");
            _budgetSpent?.Invoke(spent.Message);
            throw;
        }
        catch (Exception failure) when (failure is EndpointException or TimeoutRejectedException or BrokenCircuitException)
        {
            _metrics.Called("failed");
            throw new LanguageModelException($"The language model {_options.Model} at {_options.Address} gave no answer. {Reason(failure, call)}");
        }
        catch (OperationCanceledException)
        {
            _metrics.Called("cancelled");
            throw;
        }
    }

    private string Reason(Exception failure, ModelCall call) => failure switch
    {
        EndpointException { RetryAfter: { } wait } => $"{failure.Message} (it asks to be left alone for {wait.TotalSeconds:F0} s)",
        EndpointException => failure.Message,
        TimeoutRejectedException => $"The deadline of {_options.Deadline} ({_section}:Deadline) has passed. {call.LastFailure?.Message}",
        _ => $"It is left alone for a while, because it kept failing. {call.LastFailure?.Message}",
    };
}
