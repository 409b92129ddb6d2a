using System.Net;
using System.Text;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Tarl.Sandbox.Tests.Mcp;

public class McpEndpointsTests
{
    private static readonly Uri s_endpoint = new("/retail/v1/mcp/shop", UriKind.Relative);

    private const string Initialize = """
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}}
        """;

    [Fact]
    public async Task CallTool_TwoClients_EachHasItsOwnEpisode()
    {
        await using var server = await SandboxServer.StartAsync();
        await using var first = await ConnectAsync(server);
        await using var second = await ConnectAsync(server);
        var cancel = new Dictionary<string, object?> { ["order_id"] = "#W0000001", ["reason"] = "no longer needed" };

        Assert.Equal(16, (await first.ListToolsAsync()).Count);
        Assert.StartsWith("# Retail agent policy", first.ServerInstructions);
        Assert.NotEqual(true, (await first.CallToolAsync("cancel_pending_order", cancel)).IsError);
        var refused = await first.CallToolAsync("cancel_pending_order", cancel);
        Assert.True(refused.IsError);
        Assert.Equal("Error: non-pending order cannot be cancelled", Text(refused));
        Assert.NotEqual(true, (await second.CallToolAsync("cancel_pending_order", cancel)).IsError);
    }

    [Fact]
    public async Task CallTool_WrongArguments_IsAnErrorResult()
    {
        await using var server = await SandboxServer.StartAsync();
        await using var client = await ConnectAsync(server);
        var result = await client.CallToolAsync("get_order_details", new Dictionary<string, object?> { ["order"] = 1 });
        Assert.True(result.IsError);
        Assert.Equal("Error: GetOrderDetails.invoke() got an unexpected keyword argument 'order'", Text(result));
    }

    [Fact]
    public async Task Delete_Session_ClosesTheEpisode()
    {
        await using var server = await SandboxServer.StartAsync();
        using var opened = await SendAsync(server, HttpMethod.Post, Initialize);
        var session = opened.Headers.GetValues("Mcp-Session-Id").Single();
        Assert.Equal(1, server.Sessions.Count);

        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(server, HttpMethod.Delete, null, ("Mcp-Session-Id", session))).StatusCode);
        Assert.Equal(0, server.Sessions.Count);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(server, HttpMethod.Delete, null, ("Mcp-Session-Id", session))).StatusCode);
    }

    [Theory]
    [InlineData("http://evil.example", 403)]
    [InlineData("null", 403)]
    [InlineData("http://localhost:3000", 200)]
    public async Task Post_FromAWebPage_OnlyLocalOriginsAreServed(string origin, int status)
    {
        await using var server = await SandboxServer.StartAsync();
        Assert.Equal(status, (int)(await SendAsync(server, HttpMethod.Post, Initialize, ("Origin", origin))).StatusCode);
    }

    [Theory]
    [InlineData("not json", 400)]
    [InlineData("""{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}""", 404)]
    public async Task Post_WithoutSession_IsRefused(string body, int status)
    {
        await using var server = await SandboxServer.StartAsync();
        Assert.Equal(status, (int)(await SendAsync(server, HttpMethod.Post, body)).StatusCode);
        Assert.Equal(status, (int)(await SendAsync(server, HttpMethod.Post, body, ("Mcp-Session-Id", "guess"))).StatusCode);
    }

    [Fact]
    public async Task StdioServer_RealProcess_ServesOneEpisode()
    {
        using var shop = new Sessions.RetailShop();
        await using var client = await McpClient.CreateAsync(new StdioClientTransport(new StdioClientTransportOptions
        {
            Command = "dotnet",
            Arguments = [typeof(SandboxRegistration).Assembly.Location, "mcp-stdio", "retail", "shop", "--Sandbox:DataFolder", Path.GetDirectoryName(shop.DataSetPath)!],
        }));
        var result = await client.CallToolAsync("find_user_id_by_email", new Dictionary<string, object?> { ["email"] = "bob@example.com" });
        Assert.Equal("bob_ito_2222", Text(result));
    }

    private static string Text(CallToolResult result) => ((TextContentBlock)Assert.Single(result.Content)).Text;

    private static Task<McpClient> ConnectAsync(SandboxServer server) => McpClient.CreateAsync(
        new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri(server.Http.BaseAddress!, s_endpoint), TransportMode = HttpTransportMode.StreamableHttp }));

    private static async Task<HttpResponseMessage> SendAsync(SandboxServer server, HttpMethod method, string? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, s_endpoint);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await server.Http.SendAsync(request);
    }
}
