using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tarl.PolicyServer.Generate;
using Tarl.PolicyServer.ServeOpenAi.Complete;
using Tarl.PolicyServer.ServeOpenAi.Requests;
using Tarl.Rpc;

namespace Tarl.PolicyServer.ServeOpenAi;

/// <summary>Answers the requests of OpenAI's protocol that a policy can answer: its models, and chat completions.</summary>
internal sealed partial class OpenAiEndpoint(
    PolicyClient policy, IOptions<OpenAiOptions> options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<OpenAiEndpoint> logger)
{
    private const string Models = "/v1/models";

    /// <summary>Who does not read for so long after all else is not waited for.</summary>
    private static readonly TimeSpan LastWordTimeout = TimeSpan.FromSeconds(1);

    private readonly BearerToken? _token = BearerToken.From(options.Value.Token, options.Value.TokenFile);
    private readonly long _created = time.GetUtcNow().ToUnixTimeSeconds();
    private int _underWay;

    private OpenAiOptions Options => options.Value;

    /// <summary>Every fault has an answer of the protocol's form, unless the client has gone.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        using var limit = new CancellationTokenSource(Options.RequestTimeout, time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, limit.Token);
        try
        {
            await RouteAsync(context, ends.Token);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be told.
        }
        catch (Exception failure)
        {
            await RefuseAsync(context, Refusal(failure, limit.IsCancellationRequested));
        }
    }

    private Task RouteAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        if (_token is not null && !_token.Matches(request.Headers.Authorization))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            throw new OpenAiException(StatusCodes.Status401Unauthorized, "invalid_api_key", "The request does not show the right API key.");
        }

        return (request.Method, request.Path.Value) switch
        {
            ("GET", Models) => WriteAsync(context.Response, new { @object = "list", data = policy.ServedVersion < 0 ? [] : new[] { Model() } }, cancellationToken),
            ("GET", { } path) when path.StartsWith($"{Models}/", StringComparison.Ordinal) => DescribeAsync(context.Response, path[(Models.Length + 1)..], cancellationToken),
            ("POST", "/v1/chat/completions") => CompleteAsync(context, cancellationToken),
            _ => throw NoRoute(request),
        };
    }

    private Task DescribeAsync(HttpResponse response, string model, CancellationToken cancellationToken)
    {
        EnsureServed(model);
        return WriteAsync(response, Model(), cancellationToken);
    }

    private async Task CompleteAsync(HttpContext context, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadAsync(context.Request, Options.MaxRequestBytes, cancellationToken);
        var request = ChatRequestReader.Read(body.RootElement);
        EnsureServed(request.Model);
        try
        {
            if (Interlocked.Increment(ref _underWay) > Options.MaxConcurrentRequests)
            {
                context.Response.Headers.RetryAfter = "1";
                throw new OpenAiException(StatusCodes.Status429TooManyRequests, "rate_limit_exceeded", "As many answers are under way as may be; try again later.");
            }

            await using var completion = await Completion.OpenAsync(policy, request, request.SystemMessage ?? Options.SystemMessage, cancellationToken);
            var json = new CompletionJson(completion, Options.ModelName, time.GetUtcNow().ToUnixTimeSeconds(), policy.ServedVersion, request.WantsLogprobs);
            await (request.Stream
                ? new CompletionStream(context.Response, json).SendAsync(completion, request.StreamsUsage, cancellationToken)
                : SendAsync(context.Response, completion, json, cancellationToken));
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private static async Task SendAsync(HttpResponse response, Completion completion, CompletionJson json, CancellationToken cancellationToken)
    {
        var parts = await completion.SampleAsync(cancellationToken).ToListAsync(cancellationToken);
        await WriteAsync(response, json.Whole(string.Concat(parts.Select(part => part.Words)), [.. parts.SelectMany(part => part.Tokens)]), cancellationToken);
    }

    private object Model() => new { id = Options.ModelName, @object = "model", created = _created, ownedBy = "tarl" };

    /// <exception cref="OpenAiException">The model is another, or not there yet.</exception>
    private void EnsureServed(string model)
    {
        if (model != Options.ModelName)
        {
            throw new OpenAiException(
                StatusCodes.Status404NotFound, "model_not_found", $"The model '{model}' does not exist; there is '{Options.ModelName}'.", "model");
        }

        if (policy.ServedVersion < 0)
        {
            throw new OpenAiException(StatusCodes.Status503ServiceUnavailable, "model_not_loaded", "No policy is served yet; try again later.");
        }
    }

    private OpenAiException Refusal(Exception failure, bool isLate)
    {
        if (failure is OpenAiException refusal)
        {
            return refusal;
        }

        if (isLate)
        {
            return new OpenAiException(StatusCodes.Status504GatewayTimeout, "timeout", $"The answer was not complete within {Options.RequestTimeout}.");
        }

        if (failure is ObjectDisposedException || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return new OpenAiException(StatusCodes.Status503ServiceUnavailable, "shutting_down", "The policy server is shutting down.");
        }

        LogFailure(failure);
        return new OpenAiException(StatusCodes.Status500InternalServerError, "internal_error", "The policy server failed; its log says why.");
    }

    /// <summary>Says what is wrong, as a last event where an answer is under way.</summary>
    private async Task RefuseAsync(HttpContext context, OpenAiException refusal)
    {
        var response = context.Response;
        using var limit = new CancellationTokenSource(LastWordTimeout, time);
        try
        {
            if (response.HasStarted)
            {
                await CompletionStream.SendEventAsync(response, refusal.Body, limit.Token);
            }
            else
            {
                response.StatusCode = refusal.Status;
                await WriteAsync(response, refusal.Body, limit.Token);
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            context.Abort();
        }
    }

    private static OpenAiException NoRoute(HttpRequest request) => new(
        StatusCodes.Status404NotFound, "unknown_url", $"There is nothing at {request.Method} {request.Path}; there are GET {Models} and POST /v1/chat/completions.");

    private static Task WriteAsync(HttpResponse response, object body, CancellationToken cancellationToken) =>
        response.WriteAsJsonAsync(body, CompletionJson.Options, cancellationToken);

    [LoggerMessage(Level = LogLevel.Error, Message = "A request of OpenAI's protocol failed.")]
    private partial void LogFailure(Exception failure);
}
