using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;
using Tarl.Contracts.Sandbox;
using Tarl.ServiceDefaults.Tls;

namespace Tarl.Rpc.RemoteSandbox;

/// <summary>Sessions of a sandbox elsewhere, over its HTTP interface.</summary>
public sealed class RemoteSandboxClient : ISandboxClient, IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient _http;
    private readonly ResiliencePipeline _retrying;

    /// <exception cref="InvalidDataException">The token or the authorities cannot be used.</exception>
    public RemoteSandboxClient(IOptions<RemoteSandboxOptions> options, TimeProvider time)
    {
        var sockets = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = TrustedAuthorities.From(options.Value.CaFile) } };
        _http = new HttpClient(sockets) { BaseAddress = new Uri(options.Value.Address), Timeout = options.Value.RequestTimeout };
        if (BearerToken.From(options.Value.Token, options.Value.TokenFile) is { } token)
        {
            _http.DefaultRequestHeaders.Add("Authorization", token.Header);
        }

        var pipeline = new ResiliencePipelineBuilder { TimeProvider = time };
        if (options.Value.Retries > 0)
        {
            pipeline.AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>(IsPassing),
                MaxRetryAttempts = options.Value.Retries,
                Delay = FirstPause,
                BackoffType = DelayBackoffType.Exponential,
            });
        }

        _retrying = pipeline.Build();
    }

    /// <inheritdoc/>
    /// <exception cref="SandboxException">The sandbox refuses, or cannot be reached.</exception>
    public async ValueTask<ISandboxSession> OpenAsync(string domain, string dataSet, CancellationToken cancellationToken)
    {
        var description = await RepeatableAsync<SessionDescription>(
            () => new HttpRequestMessage(HttpMethod.Post, $"{Uri.EscapeDataString(domain)}/sessions") { Content = JsonContent.Create(new { dataSet }) },
            cancellationToken);
        return new RemoteSandboxSession(this, description);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Makes a request that can be made twice.</summary>
    internal async Task<T> RepeatableAsync<T>(Func<HttpRequestMessage> request, CancellationToken cancellationToken) =>
        await NamedAsync(() => _retrying.ExecuteAsync(async token => await SendAsync<T>(request(), token), cancellationToken).AsTask());

    /// <summary>Makes a request once: what comes of it if the answer is lost, nobody knows.</summary>
    internal Task<T> OnceAsync<T>(HttpRequestMessage request, CancellationToken cancellationToken) => NamedAsync(() => SendAsync<T>(request, cancellationToken));

    /// <summary>Makes a request whose failure concerns nobody.</summary>
    internal async Task TryAsync(HttpRequestMessage request)
    {
        try
        {
            using var sent = request;
            using var answer = await _http.SendAsync(sent);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            // A session that is not closed is closed by the sandbox after a while.
        }
    }

    private async Task<T> SendAsync<T>(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var sent = request;
        using var answer = await _http.SendAsync(sent, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            throw new HttpRequestException(await ReasonAsync(answer, cancellationToken), null, answer.StatusCode);
        }

        return answer.IsSuccessStatusCode
            ? (await answer.Content.ReadFromJsonAsync<T>(cancellationToken))!
            : throw new SandboxException($"The sandbox refuses: {await ReasonAsync(answer, cancellationToken)}");
    }

    private async Task<T> NamedAsync<T>(Func<Task<T>> send)
    {
        try
        {
            return await send();
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
        {
            throw new SandboxException($"The sandbox {_http.BaseAddress} does not answer as it should: {failure.Message}", failure);
        }
    }

    private static bool IsPassing(HttpRequestException failure) => failure.StatusCode is null or HttpStatusCode.ServiceUnavailable;

    private static async Task<string> ReasonAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        try
        {
            return JsonDocument.Parse(text).RootElement.GetProperty("detail").GetString() ?? text;
        }
        catch (Exception foreign) when (foreign is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"status {(int)answer.StatusCode}";
        }
    }
}
