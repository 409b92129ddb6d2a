using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Episodes;
using Tarl.Rpc.RemoteSandbox;

namespace Tarl.Sandbox.Tests.Rest;

/// <summary>The client of the HTTP interface against the real server.</summary>
public class RemoteSandboxTests
{
    private const string Secret = "open sesame";

    [Fact]
    public async Task Session_OverHttp_GivesWhatOneInTheProcessGives()
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = Client(server);
        await using var remote = await client.OpenAsync("retail", "shop", CancellationToken.None);
        await using var local = server.Sessions.Open("retail", "v1", "shop")!;
        var cancel = Call("cancel_pending_order", """{"order_id": "#W0000001", "reason": "no longer needed"}""");

        Assert.Equal(await local.CallAsync(cancel, CancellationToken.None), await remote.CallAsync(cancel, CancellationToken.None));
        Assert.Equal(
            JsonSerializer.Serialize(await local.GetChangesAsync(CancellationToken.None)),
            JsonSerializer.Serialize(await remote.GetChangesAsync(CancellationToken.None)));
        Assert.Equal(local.Guidelines, remote.Guidelines);
        Assert.Equal(JsonSerializer.Serialize(local.Tools), JsonSerializer.Serialize(remote.Tools));
    }

    [Theory]
    [InlineData("no such tool")]
    [InlineData("..")]
    [InlineData("a/b?c#d")]
    [InlineData("")]
    public async Task Call_NameThatThereIsNot_IsTheAnswerThatTheProcessGives(string name)
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = Client(server);
        await using var remote = await client.OpenAsync("retail", "shop", CancellationToken.None);
        await using var local = server.Sessions.Open("retail", "v1", "shop")!;

        var answer = await remote.CallAsync(Call(name, "{}"), CancellationToken.None);

        Assert.True(answer.IsError);
        Assert.Equal(await local.CallAsync(Call(name, "{}"), CancellationToken.None), answer);
    }

    [Fact]
    public async Task Dispose_Session_ClosesItAtTheServer()
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = Client(server);

        await using (await client.OpenAsync("retail", "shop", CancellationToken.None))
        {
            Assert.Equal(1, server.Sessions.Count);
        }

        Assert.Equal(0, server.Sessions.Count);
    }

    [Fact]
    public async Task Open_MathWithoutDataSet_Works()
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = Client(server);
        await using var session = await client.OpenAsync("math", "", CancellationToken.None);

        Assert.NotEqual("", session.Guidelines);
    }

    [Fact]
    public async Task Open_UnknownDataSet_SaysWhy()
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = Client(server);

        var refusal = await Assert.ThrowsAsync<SandboxException>(async () => await client.OpenAsync("retail", "absent", CancellationToken.None));

        Assert.Contains("no such data set", refusal.Message);
    }

    [Fact]
    public async Task Open_NobodyListens_NamesTheAddress()
    {
        using var client = Client(new Uri("http://127.0.0.1:1"), retries: 0);

        var failure = await Assert.ThrowsAsync<SandboxException>(async () => await client.OpenAsync("retail", "shop", CancellationToken.None));

        Assert.Contains("http://127.0.0.1:1", failure.Message);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("another", false)]
    [InlineData(Secret, true)]
    public async Task Open_ServerWithToken_WantsIt(string? token, bool opens)
    {
        await using var server = await SandboxServer.StartAsync(options => options.Token = Secret);
        using var client = Client(server.Http.BaseAddress!, token: token);
        var session = client.OpenAsync("retail", "shop", CancellationToken.None).AsTask();

        if (opens)
        {
            await (await session).DisposeAsync();
        }
        else
        {
            Assert.DoesNotContain(Secret, (await Assert.ThrowsAsync<SandboxException>(() => session)).Message);
        }
    }

    [Theory]
    [InlineData("/openapi.json")]
    [InlineData("/retail/v1/mcp/shop")]
    public async Task Get_ServerWithToken_AnswersNobodyElse(string path)
    {
        await using var server = await SandboxServer.StartAsync(options => options.Token = Secret);

        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Http.GetAsync(new Uri(path, UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Open_OverTls_WantsACertificateByTheTrustedAuthority()
    {
        using var folder = new TemporaryFolder();
        using var another = new TemporaryFolder();
        TestCertificate.Write(folder.Path);
        TestCertificate.Write(another.Path);
        await using var server = await SandboxServer.StartAsync(options => options.Token = Secret, certificateFolder: folder.Path);
        var address = new UriBuilder(server.Http.BaseAddress!) { Host = "localhost" }.Uri;

        using var trusting = Client(address, Secret, retries: 0, folder.File("ca.pem"));
        await (await trusting.OpenAsync("retail", "shop", CancellationToken.None)).DisposeAsync();

        foreach (var authority in (string?[])[another.File("ca.pem"), null])
        {
            using var distrusting = Client(address, Secret, retries: 0, authority);
            await Assert.ThrowsAsync<SandboxException>(async () => await distrusting.OpenAsync("retail", "shop", CancellationToken.None));
        }

        using var nameless = Client(server.Http.BaseAddress!, Secret, retries: 0, folder.File("ca.pem"));
        await Assert.ThrowsAsync<SandboxException>(async () => await nameless.OpenAsync("retail", "shop", CancellationToken.None));
    }

    private static RemoteSandboxClient Client(SandboxServer server) => Client(server.Http.BaseAddress!);

    private static RemoteSandboxClient Client(Uri address, string? token = null, int retries = 1, string? caFile = null) =>
        new(Options.Create(new RemoteSandboxOptions { Address = address.ToString(), Token = token, Retries = retries, CaFile = caFile }), TimeProvider.System);

    private static ToolCall Call(string name, string arguments) => new() { Name = name, Arguments = JsonDocument.Parse(arguments).RootElement };
}
