using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Tarl.Sandbox.Tests.Rest;

/// <summary>Nobody reads, opens, changes or closes anything without the token; without one, nobody from another machine.</summary>
public sealed class CallerTests
{
    private const string Secret = "a token for tests";

    /// <summary>Of another machine: an address that is reserved for documents.</summary>
    private static readonly IPAddress Elsewhere = IPAddress.Parse("192.0.2.7");

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer another")]
    [InlineData("Basic " + Secret)]
    [InlineData(Secret)]
    public async Task Send_AnyEndpointWithoutTheToken_IsRefusedAndChangesNothing(string? authorization)
    {
        await using var server = await SandboxServer.StartAsync(options => options.Token = Secret);
        var session = server.Sessions.Open("retail", "v1", "shop")!.Id;

        foreach (var (method, path) in Endpoints(server, session))
        {
            Assert.Equal((method, path, HttpStatusCode.Unauthorized), (method, path, await SendAsync(server, method, path, authorization)));
        }

        Assert.Equal(1, server.Sessions.Count);
    }

    [Fact]
    public async Task Send_AnyEndpointFromAnotherMachineWhereThereIsNoToken_IsRefusedAndChangesNothing()
    {
        await using var server = await SandboxServer.StartAsync(caller: Elsewhere);
        var session = server.Sessions.Open("retail", "v1", "shop")!.Id;

        foreach (var (method, path) in Endpoints(server, session))
        {
            Assert.Equal((method, path, HttpStatusCode.Forbidden), (method, path, await SendAsync(server, method, path, authorization: null)));
        }

        Assert.Equal(1, server.Sessions.Count);
    }

    [Fact]
    public async Task Send_FromAnotherMachineWithTheToken_IsAnswered()
    {
        await using var server = await SandboxServer.StartAsync(options => options.Token = Secret, Elsewhere);

        Assert.Equal(HttpStatusCode.OK, await SendAsync(server, "GET", "/openapi.json", $"Bearer {Secret}"));
    }

    /// <summary>Everything that the server offers, with the names of a session that is open.</summary>
    private static List<(string Method, string Path)> Endpoints(SandboxServer server, string session)
    {
        var endpoints = server.Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => (method, PathOf(endpoint.RoutePattern, session))))
            .ToList();
        Assert.True(endpoints.Count >= 8, $"There are only {endpoints.Count} endpoints.");
        return endpoints;
    }

    private static string PathOf(RoutePattern pattern, string session) => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternParameterPart { Name: var name } => name.Contains("session", StringComparison.OrdinalIgnoreCase) ? session : name == "domain" ? "retail" : name == "version" ? "v1" : "shop",
        _ => "",
    }))));

    private static async Task<HttpStatusCode> SendAsync(SandboxServer server, string method, string path, string? authorization)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method is not ("GET" or "DELETE"))
        {
            request.Content = new StringContent("""{"dataSet": "shop"}""", Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }

        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using var answer = await server.Http.SendAsync(request);
        return answer.StatusCode;
    }
}
