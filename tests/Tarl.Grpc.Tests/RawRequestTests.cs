using System.Net;
using System.Net.Http.Headers;

namespace Tarl.Grpc.Tests;

/// <summary>Requests that no gRPC library would send.</summary>
public sealed class RawRequestTests : IAsyncLifetime
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(30) };

    private EchoServer _server = null!;

    public async Task InitializeAsync() => _server = await EchoServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task CompressedRequest_IsUnimplemented()
    {
        var response = await SendAsync([1, 0, 0, 0, 1, 0], ("grpc-encoding", "gzip"));
        Assert.Equal("12", Status(response));
        Assert.Equal("identity", response.Headers.GetValues("grpc-accept-encoding").Single());
        Assert.Equal("12", Status(await SendAsync([1, 0, 0, 0, 1, 0])));
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 0, 9, 1 }, "13")] // Shorter than it says.
    [InlineData(new byte[] { 0, 0, 0 }, "13")]
    [InlineData(new byte[] { }, "13")]
    [InlineData(new byte[] { 7, 0, 0, 0, 0 }, "13")]
    [InlineData(new byte[] { 0, 0xFF, 0xFF, 0xFF, 0xFF }, "8")] // Four gigabytes to come.
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, "13")] // Two messages.
    public async Task MalformedBody_IsRefused(byte[] body, string status) => Assert.Equal(status, Status(await SendAsync(body)));

    [Theory]
    [InlineData("soon")]
    [InlineData("S")]
    [InlineData("-1S")]
    [InlineData("123456789S")]
    [InlineData("5x")]
    public async Task MalformedTimeout_IsRefused(string timeout) =>
        Assert.Equal("13", Status(await SendAsync([0, 0, 0, 0, 0], ("grpc-timeout", timeout))));

    [Fact]
    public async Task OddMetadata_IsPassedOverOrRefusedAndTheServerGoesOn()
    {
        Assert.Equal("0", Status(await SendAsync([0, 0, 0, 0, 0], ("x!odd", "1"), ("x-empty", ""))));
        Assert.Equal("13", Status(await SendAsync([0, 0, 0, 0, 0], ("x-odd-bin", "*"))));
        Assert.Equal("0", Status(await SendAsync([0, 0, 0, 0, 0])));
    }

    [Fact]
    public async Task OtherContentType_IsUnsupported()
    {
        using var request = Request([0, 0, 0, 0, 0]);
        request.Content!.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await Http.SendAsync(request)).StatusCode);
    }

    private static string Status(HttpResponseMessage response) =>
        (response.Headers.Contains("grpc-status") ? response.Headers : response.TrailingHeaders).GetValues("grpc-status").Single();

    private HttpRequestMessage Request(byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{_server.Address}/tarl.tests.v1.EchoService/Unary"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        return request;
    }

    private async Task<HttpResponseMessage> SendAsync(byte[] body, params (string Key, string Value)[] headers)
    {
        using var request = Request(body);
        foreach (var (key, value) in headers) request.Headers.TryAddWithoutValidation(key, value);
        return await Http.SendAsync(request);
    }
}
