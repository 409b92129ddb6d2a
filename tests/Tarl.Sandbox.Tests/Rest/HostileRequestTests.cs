using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Tarl.Sandbox.Tests.Rest;

/// <summary>Requests that no well-meaning client sends, over REST and MCP: each has a clear answer, and the server goes on.</summary>
public class HostileRequestTests
{
    private const string Sessions = "/retail/v1/sessions";
    private const string Mcp = "/retail/v1/mcp/shop";
    private const string Thought = """{"thought": "x"}""";
    private const string Cancel = """{"order_id": "#W0000001", "reason": "no longer needed"}""";

    private const string Initialize = """
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}}
        """;

    public static TheoryData<string> BadBodies =>
        ["", " ", "{", "nul", "\"\\u12\"", "{\"thought\": \"x\"} {}", "{'thought': 'x'}", new string('[', 100_000), $"{{\"thought\": {new string('[', 100)}{new string(']', 100)}}}"];

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task Post_BodyThatIsNoJson_Is400AndTheSessionLives(string body)
    {
        await using var server = await SandboxServer.StartAsync();
        var session = await OpenAsync(server);

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(server, $"{session}/tools/think", body));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(server, Sessions, body));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(server, Mcp, body));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(server, $"{session}/tools/think", Thought));
        Assert.Equal(1, server.Sessions.Count);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("\"x\"")]
    [InlineData("null")]
    [InlineData("{\"thought\": \"\\ud800\"}")]
    [InlineData("{\"\\ud800\": 1}")]
    public async Task Call_BodyOfTheWrongKind_IsAFailedResult(string body)
    {
        await using var server = await SandboxServer.StartAsync();
        using var content = Json(body);
        using var response = await server.Http.PostAsync(new Uri(await OpenAsync(server) + "/tools/think", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("isError").GetBoolean());
    }

    [Fact]
    public async Task Call_BytesThatAreNoUtf8_AreAnsweredWithoutAFault()
    {
        await using var server = await SandboxServer.StartAsync();
        var session = await OpenAsync(server);
        using var content = new ByteArrayContent([.. "{\"thought\": \""u8, 0xff, 0xfe, 0xc3, .. "\"}"u8]);
        using var response = await server.Http.PostAsync(new Uri(session + "/tools/think", UriKind.Relative), content);
        Assert.True(response.StatusCode == HttpStatusCode.BadRequest || (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("isError").GetBoolean());
    }

    [Theory]
    [InlineData(Sessions, false)]
    [InlineData(Sessions, true)]
    [InlineData(Mcp, false)]
    [InlineData(Mcp, true)]
    public async Task Post_OversizeBody_Is413WhetherItsLengthIsToldOrNot(string path, bool chunked)
    {
        await using var server = await SandboxServer.StartAsync(options => options.MaxBodyBytes = 10_000);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Json($"{{\"dataSet\": \"{new string('x', 20_000)}\"}}") };
        request.Headers.TransferEncodingChunked = chunked;

        using var response = await server.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal(0, server.Sessions.Count);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "/changes")]
    [InlineData("DELETE", "")]
    [InlineData("POST", "/tools/think")]
    public async Task Send_SessionThatNobodyOpened_Is404(string method, string path)
    {
        await using var server = await SandboxServer.StartAsync();
        var own = await OpenAsync(server);
        foreach (var id in new[] { new string('0', 32), "x", "%27%20OR%201=1", own[^32..].ToUpperInvariant(), own[^32..^1] })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), $"{Sessions}/{id}{path}") { Content = method == "POST" ? Json(Thought) : null };
            Assert.Equal(HttpStatusCode.NotFound, (await server.Http.SendAsync(request)).StatusCode);
        }

        Assert.Equal(1, server.Sessions.Count);
    }

    [Fact]
    public async Task Call_ConcurrentlyOnOneSession_ExactlyOneWriteSucceeds()
    {
        await using var server = await SandboxServer.StartAsync();
        var session = await OpenAsync(server);

        var failed = await Task.WhenAll(Enumerable.Range(0, 32).Select(async _ =>
        {
            using var content = Json(Cancel);
            using var response = await server.Http.PostAsync(new Uri($"{session}/tools/cancel_pending_order", UriKind.Relative), content);
            return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("isError").GetBoolean();
        }));

        Assert.Single(failed, isError => !isError);
        Assert.Equal(4, (await server.Http.GetFromJsonAsync<JsonElement>($"{session}/changes")).GetArrayLength());
    }

    [Fact]
    public async Task Delete_WhileCallsAreUnderWay_EachCallIsDoneOrUnknown()
    {
        await using var server = await SandboxServer.StartAsync();
        var session = await OpenAsync(server);
        var calls = Enumerable.Range(0, 64).Select(_ => PostAsync(server, $"{session}/tools/cancel_pending_order", Cancel)).ToList();

        Assert.Equal(HttpStatusCode.NoContent, (await server.Http.DeleteAsync(new Uri(session, UriKind.Relative))).StatusCode);

        Assert.All(await Task.WhenAll(calls), status => Assert.True(status is HttpStatusCode.OK or HttpStatusCode.NotFound, status.ToString()));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(server, $"{session}/tools/think", Thought));
    }

    [Fact]
    public async Task Call_ClientGoesAwayInTheMiddleOfTheBody_NothingHappensAndTheSessionLives()
    {
        await using var server = await SandboxServer.StartAsync();
        var session = await OpenAsync(server);
        var address = server.Http.BaseAddress!;
        using (var client = new TcpClient(address.Host, address.Port))
        {
            var head = $"POST {session}/tools/cancel_pending_order HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: {Cancel.Length}\r\n\r\n";
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head + Cancel[..^1]));
            client.LingerState = new LingerOption(enable: true, seconds: 0);
        }

        Assert.Equal(0, (await server.Http.GetFromJsonAsync<JsonElement>($"{session}/changes")).GetArrayLength());
        Assert.Equal(HttpStatusCode.OK, await PostAsync(server, $"{session}/tools/cancel_pending_order", Cancel));
    }

    [Fact]
    public async Task Open_Twice_GivesTwoEpisodesThatDoNotMeet()
    {
        await using var server = await SandboxServer.StartAsync();
        var (first, second) = (await OpenAsync(server), await OpenAsync(server));

        Assert.Equal(HttpStatusCode.OK, await PostAsync(server, $"{first}/tools/cancel_pending_order", Cancel));

        Assert.NotEqual(first, second);
        Assert.Equal(4, (await server.Http.GetFromJsonAsync<JsonElement>($"{first}/changes")).GetArrayLength());
        Assert.Equal(0, (await server.Http.GetFromJsonAsync<JsonElement>($"{second}/changes")).GetArrayLength());
    }

    [Fact]
    public async Task McpInitialize_MoreSessionsThanMayBe_Is503()
    {
        await using var server = await SandboxServer.StartAsync(options => options.MaxOpenSessions = 1);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(server, Mcp, Initialize));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await PostAsync(server, Mcp, Initialize));
    }

    [Theory]
    [InlineData("""{"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "drop_tables", "arguments": {}}}""", "drop_tables")]
    [InlineData("""{"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "think", "arguments": {"thought": {"a": [1]}, "x": 1}}}""", "unexpected keyword argument")]
    [InlineData("""{"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "get_order_details", "arguments": {"order_id": "' OR 1=1 --"}}}""", "order not found")]
    [InlineData("""{"jsonrpc": "2.0", "id": 2, "method": "no/such/method"}""", "no/such/method")]
    public async Task McpCall_WrongToolOrArguments_IsAnAnswerThatSaysSo(string message, string expected)
    {
        await using var server = await SandboxServer.StartAsync();
        using var opened = await SendMcpAsync(server, Initialize, session: null);
        using var response = await SendMcpAsync(server, message, opened.Headers.GetValues("Mcp-Session-Id").Single());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var answer = await response.Content.ReadAsStringAsync();
        Assert.Contains(expected, answer);
        Assert.True(answer.Contains("\"isError\":true", StringComparison.Ordinal) || answer.Contains("\"error\":{", StringComparison.Ordinal), answer);
    }

    private static async Task<HttpResponseMessage> SendMcpAsync(SandboxServer server, string message, string? session)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Mcp) { Content = Json(message) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (session is not null)
        {
            request.Headers.Add("Mcp-Session-Id", session);
        }

        return await server.Http.SendAsync(request);
    }

    private static async Task<string> OpenAsync(SandboxServer server)
    {
        using var response = await server.Http.PostAsJsonAsync(Sessions, new { dataSet = "shop" });
        return response.Headers.Location!.ToString();
    }

    private static async Task<HttpStatusCode> PostAsync(SandboxServer server, string path, string body)
    {
        using var content = Json(body);
        using var response = await server.Http.PostAsync(new Uri(path, UriKind.Relative), content);
        return response.StatusCode;
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
