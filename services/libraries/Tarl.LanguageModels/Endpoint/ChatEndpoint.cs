using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net;
using System.Text.RegularExpressions;
using OpenAI;
using OpenAI.Chat;
using Tarl.LanguageModels.Budget;
using Tarl.LanguageModels.Messages;

namespace Tarl.LanguageModels.Endpoint;

/// <summary>One attempt at an OpenAI-compatible endpoint: the SDK's own retries, time limits and logs are off, and its exceptions go no further.</summary>
internal sealed partial class ChatEndpoint : IDisposable
{
    private const int LongestMessage = 400;

    private readonly LanguageModelOptions _options;
    private readonly TimeProvider _time;
    private readonly ApiKey _key;
    private readonly HttpClient _http;
    private readonly ChatClient _client;

    /// <exception cref="InvalidDataException">The key or the authorities' file cannot be read.</exception>
    public ChatEndpoint(LanguageModelOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _key = ApiKey.Read(options);
        _http = EndpointHttp.Create(options);
        _client = new ChatClient(options.Model, new ApiKeyCredential(_key.Value), new OpenAIClientOptions
        {
            Endpoint = new Uri(options.Address),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            Transport = new HttpClientPipelineTransport(_http),
            ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false },
            EnableDistributedTracing = false,
        });
    }

    /// <exception cref="EndpointException">There is no answer, or none that can be read.</exception>
    public async Task<Completion> CompleteAsync(CompletionRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return _options.Stream ? await StreamAsync(request, cancellationToken) : await WholeAsync(request, cancellationToken);
        }
        catch (Exception failure) when (failure is not EndpointException && !cancellationToken.IsCancellationRequested)
        {
            throw Explain(failure);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<Completion> WholeAsync(CompletionRequest request, CancellationToken cancellationToken)
    {
        ChatCompletion answer = await _client.CompleteChatAsync(SdkRequest.Messages(request), SdkRequest.Options(request, _options), cancellationToken);
        return new Completion
        {
            Text = string.Concat(answer.Content.Select(part => part.Text)),
            ToolCalls = [.. answer.ToolCalls.Select(call => new ModelToolCall(call.Id, call.FunctionName, call.FunctionArguments.ToString()))],
            Refusal = answer.Refusal,
            End = End(answer.FinishReason),
            Usage = Usage(answer.Usage),
        };
    }

    private async Task<Completion> StreamAsync(CompletionRequest request, CancellationToken cancellationToken)
    {
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answer = new StreamedAnswer();
        try
        {
            stall.CancelAfter(_options.StallTimeout);
            await foreach (var update in _client.CompleteChatStreamingAsync(SdkRequest.Messages(request), SdkRequest.Options(request, _options), stall.Token))
            {
                answer.Add(update);
                stall.CancelAfter(_options.StallTimeout);
            }
        }
        catch (Exception) when (stall.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new EndpointException($"The stream brought nothing for {_options.StallTimeout}.") { Passes = true, IsOutage = true };
        }

        return answer.Complete() ?? throw new EndpointException("The stream ended before the answer did.") { Passes = true, IsOutage = true };
    }

    internal static CompletionEnd End(ChatFinishReason reason) => reason switch
    {
        ChatFinishReason.Stop => CompletionEnd.Finished,
        ChatFinishReason.Length => CompletionEnd.Length,
        ChatFinishReason.ContentFilter => CompletionEnd.Filtered,
        _ => CompletionEnd.ToolCalls,
    };

    internal static TokenUsage? Usage(ChatTokenUsage? usage) =>
        usage is null ? null : new TokenUsage(usage.InputTokenCount, usage.InputTokenDetails?.CachedTokenCount ?? 0, usage.OutputTokenCount);

    private EndpointException Explain(Exception failure) => failure switch
    {
        ClientResultException { Status: > 0 } refusal => Refusal(refusal),
        _ when Cause<ResponseTooLongException>(failure) is { } tooLong => new EndpointException(tooLong.Message),
        _ when Cause<HttpRequestException>(failure) is { } lost => new EndpointException($"The connection failed: {Say(Innermost(lost).Message)}")
        {
            // A certificate that is not trusted does not become so.
            Passes = lost.HttpRequestError != HttpRequestError.SecureConnectionError,
            IsOutage = true,
            CostsNothing = lost.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
        },
        _ when Cause<IOException>(failure) is { } cut => new EndpointException($"The answer was cut off: {Say(cut.Message)}") { Passes = true, IsOutage = true },
        _ => new EndpointException($"The answer cannot be read: {Say(failure.Message)}") { Passes = true, IsOutage = true },
    };

    private EndpointException Refusal(ClientResultException refusal)
    {
        var status = (HttpStatusCode)refusal.Status;
        if (refusal.Status < 300)
        {
            return new EndpointException($"The answer cannot be read: {Say(refusal.Message)}") { Passes = true, IsOutage = true };
        }

        string? header = null;
        refusal.GetRawResponse()?.Headers.TryGetValue("Retry-After", out header);
        var passes = refusal.Status >= 500 || status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || refusal.Status == 425;
        return new EndpointException($"The server answers {refusal.Status}: {Say(refusal.Message)}")
        {
            // A quota that is used up is a 429, too, and does not come back within a run.
            Passes = passes && !refusal.Message.Contains("insufficient_quota", StringComparison.Ordinal),
            IsOutage = refusal.Status >= 500,
            CostsNothing = true,
            RetryAfter = RetryAfter.Read(header, _time),
        };
    }

    /// <summary>One line without the key.</summary>
    private string Say(string text)
    {
        var line = WhiteSpace().Replace(_key.Redact(text), " ").Trim();
        return line.Length <= LongestMessage ? line : line[..LongestMessage] + "…";
    }

    private static T? Cause<T>(Exception failure)
        where T : Exception
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is T found) return found;
        }

        return null;
    }

    private static Exception Innermost(Exception failure) => failure.InnerException is { } inner ? Innermost(inner) : failure;

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
