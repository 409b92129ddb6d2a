using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Tarl.Sandbox.Tests.Rest;

public class SandboxEndpointsTests
{
    private const string Sessions = "/retail/v1/sessions";

    [Fact]
    public async Task Call_WholeEpisode_GivesObservationsAndChanges()
    {
        await using var server = await SandboxServer.StartAsync();
        var session = await OpenAsync(server);

        var cancelled = await PostAsync(server, $"{session}/tools/cancel_pending_order", """{"order_id": "#W0000001", "reason": "no longer needed"}""");
        var again = await PostAsync(server, $"{session}/tools/cancel_pending_order", """{"order_id": "#W0000001", "reason": "no longer needed"}""");
        var changes = await server.Http.GetFromJsonAsync<JsonElement>($"{session}/changes");

        Assert.Contains("\"cancel_reason\": \"no longer needed\"", cancelled.Body.GetProperty("text").GetString());
        Assert.Equal("Error: non-pending order cannot be cancelled", again.Body.GetProperty("text").GetString());
        Assert.Equal((HttpStatusCode.OK, true), (again.Status, again.Body.GetProperty("isError").GetBoolean()));
        Assert.Equal(4, changes.GetArrayLength());
    }

    [Fact]
    public async Task Open_Session_DescribesToolsAndClosesOnce()
    {
        await using var server = await SandboxServer.StartAsync();
        var session = await OpenAsync(server);

        var description = await server.Http.GetFromJsonAsync<JsonElement>(session);
        Assert.Equal(16, description.GetProperty("tools").GetArrayLength());
        Assert.Equal(HttpStatusCode.NoContent, (await server.Http.DeleteAsync(new Uri(session, UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.DeleteAsync(new Uri(session, UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(server, $"{session}/tools/think", "{}")).Status);
        Assert.Equal(0, server.Sessions.Count);
    }

    [Theory]
    [InlineData("/retail/v1/sessions", """{"dataSet": "absent"}""", 404)]
    [InlineData("/retail/v2/sessions", """{"dataSet": "shop"}""", 404)]
    [InlineData("/airline/v1/sessions", """{"dataSet": "shop"}""", 404)]
    [InlineData("/telecom/v1/sessions", """{"dataSet": "shop"}""", 400)]
    [InlineData("/retail/v1/sessions", """{"dataSet": "../shop"}""", 400)]
    [InlineData("/retail/v1/sessions", """{"dataset!": "shop"}""", 400)]
    [InlineData("/retail/v1/sessions", """{"dataSet": 5}""", 400)]
    [InlineData("/retail/v1/sessions", "not json", 400)]
    [InlineData("/retail/v1/sessions/00000000000000000000000000000000/tools/think", """{"thought": ""}""", 404)]
    public async Task Post_RequestThatReachesNoTool_IsAProblemWithoutPaths(string path, string body, int status)
    {
        await using var server = await SandboxServer.StartAsync();
        var response = await PostAsync(server, path, body);
        Assert.Equal(status, (int)response.Status);
        Assert.NotEqual("", response.Body.GetProperty("detail").GetString());
        Assert.DoesNotContain(".db", response.Body.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Call_SessionUnderAnotherDomainOrVersion_IsUnknown()
    {
        await using var server = await SandboxServer.StartAsync();
        var session = await OpenAsync(server);
        var arguments = """{"thought": "x"}""";
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(server, session.Replace("v1", "v2", StringComparison.Ordinal) + "/tools/think", arguments)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(server, session.Replace("retail", "airline", StringComparison.Ordinal) + "/tools/think", arguments)).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(server, session + "/tools/think", arguments)).Status);
    }

    [Fact]
    public async Task Call_OversizeBody_IsRefusedAndTheSessionLives()
    {
        await using var server = await SandboxServer.StartAsync(options => options.MaxBodyBytes = 10_000);
        var session = await OpenAsync(server);
        var oversize = await PostAsync(server, $"{session}/tools/think", $"{{\"thought\": \"{new string('x', 20_000)}\"}}");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, oversize.Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(server, $"{session}/tools/think", """{"thought": "x"}""")).Status);
    }

    [Fact]
    public async Task Call_DeepJsonOrUnknownTool_IsAClearResult()
    {
        await using var server = await SandboxServer.StartAsync();
        var session = await OpenAsync(server);
        var deep = await PostAsync(server, $"{session}/tools/think", $"{{\"thought\": {new string('[', 2000)}{new string(']', 2000)}}}");
        var unknown = await PostAsync(server, $"{session}/tools/drop_tables", "{}");
        Assert.Equal(HttpStatusCode.BadRequest, deep.Status);
        Assert.Equal("Unknown action drop_tables", unknown.Body.GetProperty("text").GetString());
        Assert.True(unknown.Body.GetProperty("isError").GetBoolean());
    }

    [Fact]
    public async Task Open_MoreSessionsThanMayBe_IsRefused()
    {
        await using var server = await SandboxServer.StartAsync(options => options.MaxOpenSessions = 1);
        await OpenAsync(server);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PostAsync(server, Sessions, """{"dataSet": "shop"}""")).Status);
    }

    [Fact]
    public async Task OpenApi_EveryToolOfEveryDomain_IsAPathWithTheToolsOwnSchema()
    {
        await using var server = await SandboxServer.StartAsync();
        var document = await server.Http.GetFromJsonAsync<JsonElement>("/openapi.json");
        var paths = document.GetProperty("paths").EnumerateObject().Where(path => path.Name.Contains("/tools/", StringComparison.Ordinal)).ToList();

        // Retail 16 and 16, airline 14 and 14, math 1.
        Assert.Equal(61, paths.Count);
        var cancel = document.GetProperty("paths").GetProperty(Sessions + "/{session}/tools/cancel_pending_order").GetProperty("post");
        var reason = cancel.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("properties").GetProperty("reason");
        Assert.Equal("no longer needed", reason.GetProperty("enum")[0].GetString());
        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject())
            .Where(operation => operation.Value.ValueKind == JsonValueKind.Object).Select(operation => operation.Value.GetProperty("operationId").GetString()).ToList();
        Assert.Equal(operations.Count, operations.Distinct().Count());
    }

    private static async Task<string> OpenAsync(SandboxServer server)
    {
        using var response = await server.Http.PostAsJsonAsync(Sessions, new { dataSet = "shop" });
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return response.Headers.Location!.ToString();
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(SandboxServer server, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await server.Http.PostAsync(new Uri(path, UriKind.Relative), content);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}
