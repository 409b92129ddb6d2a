using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Hedging;
using Polly.Retry;
using Polly.Timeout;
using Tarl.LanguageModels.Budget;
using Tarl.LanguageModels.Endpoint;
using Tarl.LanguageModels.Messages;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.LanguageModels.Resilience;

/// <summary>
/// From the outside in: the call's deadline, retries, a hedge, the circuit breaker and waiting for it; then each attempt waits for its turn and its tokens, reserves what it
/// may cost, and has a limit of its own.
/// </summary>
internal sealed partial class CallPipeline : IDisposable
{
    /// <summary>A server's Retry-After is stretched by up to this share, so that those it has sent away do not come back together.</summary>
    private const double Jitter = 0.1;

    private static readonly TimeSpan BreakWindow = TimeSpan.FromSeconds(30);

    private readonly LanguageModelOptions _options;
    private readonly ChatEndpoint _endpoint;
    private readonly SpendingLimit _spending;
    private readonly LanguageModelMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly TokenRate _rate;
    private readonly SemaphoreSlim _turns;
    private readonly ResiliencePipeline<Completion> _call;
    private readonly ResiliencePipeline _attempt;

    public CallPipeline(
        LanguageModelOptions options, ChatEndpoint endpoint, SpendingLimit spending, LanguageModelMetrics metrics, TimeProvider time, ILogger logger)
    {
        (_options, _endpoint, _spending, _metrics, _time, _logger) = (options, endpoint, spending, metrics, time, logger);
        _rate = new TokenRate(options.TokensPerMinute, time);
        _turns = new SemaphoreSlim(options.ConcurrentCalls);
        _attempt = new ResiliencePipelineBuilder { TimeProvider = time }.AddTimeout(options.AttemptTimeout).Build();
        var call = new ResiliencePipelineBuilder<Completion> { TimeProvider = time }.AddTimeout(options.Deadline);
        if (options.Retries > 0) call.AddRetry(Retry());
        if (options.HedgeAfter is { } after) call.AddHedging(Hedging(after));
        _call = call.AddRetry(WhileLeftAlone()).AddCircuitBreaker(CircuitBreaker()).Build();
    }

    /// <exception cref="TimeoutRejectedException">The deadline has passed.</exception>
    /// <exception cref="BrokenCircuitException">The endpoint is left alone, because it kept failing.</exception>
    /// <exception cref="EndpointException">The last attempt failed.</exception>
    /// <exception cref="BudgetSpentException">It might cost more than is left.</exception>
    public async Task<Completion> ExecuteAsync(ModelCall call, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(ModelCall.Property, call);
        try
        {
            return await _call.ExecuteAsync(async inner => await AttemptAsync(ModelCall.Of(inner), inner.CancellationToken), context);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    public void Dispose()
    {
        _endpoint.Dispose();
        _turns.Dispose();
    }

    private async Task<Completion> AttemptAsync(ModelCall call, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            var estimate = call.Estimate.InputTokens + (long)call.Estimate.OutputTokens;
            await _rate.WaitAsync(estimate, cancellationToken);
            using var reservation = await _spending.ReserveAsync(call.Estimate, cancellationToken);
            var completion = await AskAsync(call, reservation, cancellationToken);
            reservation.Charge(completion);
            if (completion.Usage is { } usage)
            {
                _rate.Correct(usage.InputTokens + (long)usage.OutputTokens - estimate);
            }

            return completion;
        }
        catch (EndpointException failure)
        {
            (call.LastFailure, call.HasFailed) = (failure, true);
            throw;
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task<Completion> AskAsync(ModelCall call, Reservation reservation, CancellationToken cancellationToken)
    {
        _metrics.Attempted();
        try
        {
            return await _attempt.ExecuteAsync(async token => await _endpoint.CompleteAsync(call.Request, token), cancellationToken);
        }
        catch (TimeoutRejectedException)
        {
            throw new EndpointException($"No answer within {_options.AttemptTimeout}.") { Passes = true, IsOutage = true };
        }
        catch (EndpointException failure) when (failure.CostsNothing)
        {
            reservation.Release();
            throw;
        }
    }

    private RetryStrategyOptions<Completion> Retry() => new()
    {
        ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception switch
        {
            EndpointException { Passes: true } failure => failure.RetryAfter is not { } wait || wait < Left(ModelCall.Of(arguments.Context)),
            _ => false,
        }),
        MaxRetryAttempts = _options.Retries,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = _options.FirstPause,
        MaxDelay = _options.LongestPause,
        DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(arguments.Outcome.Exception switch
        {
            EndpointException { RetryAfter: { } wait } => wait * (1 + (Jitter * Spread(arguments))),
            _ => null,
        }),
        OnRetry = arguments =>
        {
            ModelCall.Of(arguments.Context).HasFailed = false;
            _metrics.Retried();
            LogRetry(_options.Model, arguments.Outcome.Exception!.Message, arguments.RetryDelay);
            return ValueTask.CompletedTask;
        },
    };

    /// <summary>Waits for an endpoint that is left alone, if that is over before the deadline; such waits are no attempts, and not counted as such.</summary>
    private RetryStrategyOptions<Completion> WhileLeftAlone() => new()
    {
        ShouldHandle = arguments => ValueTask.FromResult(
            arguments.Outcome.Exception is BrokenCircuitException broken && (broken.RetryAfter ?? TimeSpan.Zero) < Left(ModelCall.Of(arguments.Context))),
        MaxRetryAttempts = int.MaxValue,
        BackoffType = DelayBackoffType.Constant,
        UseJitter = true,
        Delay = _options.FirstPause,
        // While another call tries the endpoint there is no time to wait for: the pause.
        DelayGenerator = arguments => ValueTask.FromResult(
            arguments.Outcome.Exception is BrokenCircuitException { RetryAfter: { } wait } && wait > TimeSpan.Zero ? wait : (TimeSpan?)null),
    };

    // Null: no further attempt. One that fails is followed by a pause, not by another at once.
    private HedgingStrategyOptions<Completion> Hedging(TimeSpan after) => new()
    {
        ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is EndpointException { Passes: true }),
        MaxHedgedAttempts = 1,
        Delay = after,
        ActionGenerator = arguments =>
        {
            if (ModelCall.Of(arguments.PrimaryContext).HasFailed || _turns.CurrentCount == 0)
            {
                return null;
            }

            _metrics.Hedged();
            return () => arguments.Callback(arguments.ActionContext);
        },
    };

    private CircuitBreakerStrategyOptions<Completion> CircuitBreaker() => new()
    {
        ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is EndpointException { IsOutage: true }),
        FailureRatio = _options.BreakShare,
        MinimumThroughput = _options.BreakAttempts,
        SamplingDuration = BreakWindow,
        BreakDuration = _options.BreakDuration,
        OnOpened = arguments =>
        {
            LogOpened(_options.Model, _options.Address, arguments.BreakDuration, arguments.Outcome.Exception?.Message ?? "");
            return ValueTask.CompletedTask;
        },
    };

    private TimeSpan Left(ModelCall call) => _options.Deadline - _time.GetElapsedTime(call.Started);

    private static double Spread(RetryDelayGeneratorArguments<Completion> arguments) =>
        new SeededRandom(SeededRandom.Derive((ulong)ModelCall.Of(arguments.Context).Started, $"{arguments.AttemptNumber}")).NextDouble();

    [LoggerMessage(Level = LogLevel.Debug, Message = "An attempt at the language model {Model} failed ({Reason}); the next one in {Pause}")]
    private partial void LogRetry(string model, string reason, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The language model {Model} at {Address} keeps failing and is left alone for {Pause}: {Reason}")]
    private partial void LogOpened(string model, string address, TimeSpan pause, string reason);
}
