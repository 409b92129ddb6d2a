using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tarl.Contracts.Training;
using Tarl.PolicyServer.Generate;
using Tarl.PolicyServer.ServeOpenAi;
using Tarl.PolicyServer.ServeWeights;

namespace Tarl.PolicyServer.Tests.ServeOpenAi;

/// <summary>A policy server for OpenAI's clients, on a real port of the loopback interface, without a bus.</summary>
internal sealed class OpenAiServer : IAsyncDisposable
{
    public const string Completions = "/v1/chat/completions";

    private readonly WebApplication _app;

    private OpenAiServer(CheckpointPublished? checkpoint, IEnumerable<(string Key, string Value)> settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["OpenAi:ListenUrl"] = "http://127.0.0.1:0";
        builder.Configuration["PolicyServer:Threads"] = "1";
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value)));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddPolicySampling();
        builder.AddOpenAi();
        _app = builder.Build();
        _app.MapOpenAi();
        _app.MapGet("/elsewhere", () => "answered");
        if (checkpoint is not null)
        {
            _app.Services.GetRequiredService<WeightStore>().Load(checkpoint);
        }
    }

    public HttpClient Http { get; } = new();

    public PolicyClient Policy => _app.Services.GetRequiredService<PolicyClient>();

    public IEnumerable<string> Addresses => _app.Urls;

    public string Address => _app.Urls.Last();

    /// <param name="checkpoint">Null for a server that has no policy yet.</param>
    public static async Task<OpenAiServer> StartAsync(CheckpointPublished? checkpoint, params (string Key, string Value)[] settings)
    {
        var server = new OpenAiServer(checkpoint, settings);
        await server._app.StartAsync();
        server.Http.BaseAddress = new Uri(server.Address);
        return server;
    }

    /// <summary>A request with a user's words and what else it has.</summary>
    public static JsonElement Request(string words, object? more = null)
    {
        var request = JsonSerializer.SerializeToNode(more ?? new { })!.AsObject();
        request.TryAdd("model", "tarl");
        request.TryAdd("messages", JsonSerializer.SerializeToNode(new object[] { new { role = "system", content = "retail" }, new { role = "user", content = words } }));
        request.TryAdd("tools", JsonSerializer.SerializeToNode(TinyPolicy.Tools.Select(tool => new { type = "function", function = new { name = tool.Name, parameters = tool.Parameters } })));
        return JsonSerializer.SerializeToElement(request);
    }

    /// <summary>The whole answer to a request that is not refused.</summary>
    public async Task<JsonElement> CompleteAsync(JsonElement request)
    {
        using var response = await Http.PostAsJsonAsync(Completions, request);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, body);
        return JsonSerializer.Deserialize<JsonElement>(body);
    }

    /// <summary>The events of a streamed answer, the last one excepted if it is the one that says so.</summary>
    public async Task<List<JsonElement>> StreamAsync(JsonElement request)
    {
        using var response = await Http.PostAsJsonAsync(Completions, request);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var events = (await response.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.All(events, line => Assert.StartsWith("data: ", line));
        return [.. events.Select(line => line["data: ".Length..]).Where(data => data != "[DONE]").Select(data => JsonSerializer.Deserialize<JsonElement>(data))];
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
