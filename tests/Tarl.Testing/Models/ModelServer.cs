using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tarl.Testing.Models;

/// <summary>Speaks OpenAI's chat protocol on a real port of the loopback interface, and behaves or misbehaves as it is told.</summary>
public sealed class ModelServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ModelBehavior[] _behaviors;
    private readonly ConcurrentQueue<ModelExchange> _exchanges = [];
    private int _requests;

    private ModelServer(ModelBehavior[] behaviors, string? certificateFolder)
    {
        _behaviors = behaviors;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, endpoint =>
        {
            if (certificateFolder is not null)
            {
                endpoint.UseHttps(X509Certificate2.CreateFromPemFile(Path.Combine(certificateFolder, "server.pem"), Path.Combine(certificateFolder, "server.key")));
            }
        }));
        _app = builder.Build();
        _app.MapPost("/v1/chat/completions", AnswerAsync);
    }

    /// <summary>The base that clients are given.</summary>
    public string Address => $"{_app.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal)}/v1";

    /// <summary>Requests that have arrived, in order.</summary>
    public IReadOnlyList<ModelExchange> Exchanges => [.. _exchanges];

    /// <param name="behaviors">Of the first request, the second, …; the last goes on.</param>
    public static Task<ModelServer> StartAsync(params ModelBehavior[] behaviors) => StartAsync(null, behaviors);

    /// <param name="certificateFolder">Where <see cref="TestCertificate"/> has written; null: no TLS.</param>
    public static async Task<ModelServer> StartAsync(string? certificateFolder, params ModelBehavior[] behaviors)
    {
        var server = new ModelServer(behaviors, certificateFolder);
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        try
        {
            await _app.StopAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // A client that was told to wait is not waited for.
        }

        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
        var number = Interlocked.Increment(ref _requests);
        var exchange = new ModelExchange(http, body.RootElement.Clone(), number);
        _exchanges.Enqueue(exchange);
        try
        {
            await _behaviors[Math.Min(number, _behaviors.Length) - 1](exchange);
        }
        catch (OperationCanceledException)
        {
            // The client has gone.
        }
    }
}
