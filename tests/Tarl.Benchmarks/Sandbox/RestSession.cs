using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Tarl.Contracts.Episodes;

namespace Tarl.Benchmarks.Sandbox;

/// <summary>An episode over HTTP. A status other than success is an exception.</summary>
internal sealed class RestSession
{
    private readonly HttpClient _http;
    private readonly string _path;

    private RestSession(HttpClient http, string path) => (_http, _path) = (http, path);

    public static async Task<RestSession> OpenAsync(HttpClient http, Workload workload, CancellationToken cancellationToken)
    {
        var path = $"/{workload.Domain.Name}/{workload.Domain.VersionTag}/sessions";
        using var response = await http.PostAsJsonAsync(path, new { dataSet = workload.DataSet }, cancellationToken);
        response.EnsureSuccessStatusCode();
        return new RestSession(http, response.Headers.Location!.ToString());
    }

    public async Task CallAsync(ToolCall call, CancellationToken cancellationToken)
    {
        using var body = new StringContent(call.Arguments.GetRawText(), Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync(new Uri($"{_path}/tools/{call.Name}", UriKind.Relative), body, cancellationToken);
        await ReadAsync(response, cancellationToken);
    }

    public async Task ChangesAsync(CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(new Uri($"{_path}/changes", UriKind.Relative), cancellationToken);
        await ReadAsync(response, cancellationToken);
    }

    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        using var response = await _http.DeleteAsync(new Uri(_path, UriKind.Relative), cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    // As a worker would: the reply is parsed, not only received.
    private static async Task ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        response.EnsureSuccessStatusCode();
        using var reply = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), default, cancellationToken);
    }
}
