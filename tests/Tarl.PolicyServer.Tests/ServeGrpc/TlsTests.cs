using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Tarl.Contracts.Policy;
using Tarl.Rpc.RemotePolicy;

namespace Tarl.PolicyServer.Tests.ServeGrpc;

/// <summary>gRPC over TLS, with a certificate that an authority of the test's own has issued for localhost.</summary>
public sealed class TlsTests(TinyPolicy policy) : IClassFixture<TinyPolicy>, IDisposable
{
    private const string Token = "a token for tests";

    private readonly TemporaryFolder _folder = new();

    private string CaFile => _folder.File("ca.pem");

    [Fact]
    public async Task Open_AuthorityTrustedAndTokenShown_IsServed()
    {
        await using var server = await StartAsync();
        await using var clients = GrpcServer.Connect(AddressOf(server), Token, CaFile);

        await using var conversation = await clients.GetRequiredService<IPolicyClient>().OpenAsync(TinyPolicy.Conversation(), default);

        Assert.Equal(1, server.Policy.OpenConversations);
    }

    [Fact]
    public async Task Open_AuthorityTrustedWithoutToken_IsRefused()
    {
        await using var server = await StartAsync();

        Assert.Equal(StatusCode.Unauthenticated, (await RefusalAsync(server, AddressOf(server), token: null, CaFile)).StatusCode);
    }

    [Fact]
    public async Task Open_ByAnotherAuthority_SendsNothing()
    {
        await using var server = await StartAsync();
        using var another = new TemporaryFolder();
        TestCertificate.Write(another.Path);

        Assert.Equal(StatusCode.Unavailable, (await RefusalAsync(server, AddressOf(server), Token, another.File("ca.pem"))).StatusCode);
    }

    [Fact]
    public async Task Open_AuthorityUnknownToTheSystem_SendsNothing()
    {
        await using var server = await StartAsync();

        Assert.Equal(StatusCode.Unavailable, (await RefusalAsync(server, AddressOf(server), Token, caFile: null)).StatusCode);
    }

    [Fact]
    public async Task Open_CertificateOfAnotherName_SendsNothing()
    {
        await using var server = await StartAsync();

        // Issued for localhost, not for its number.
        Assert.Equal(StatusCode.Unavailable, (await RefusalAsync(server, server.Address, Token, CaFile)).StatusCode);
    }

    [Fact]
    public async Task Open_InTheClear_IsNotAnswered()
    {
        await using var server = await StartAsync();
        var address = AddressOf(server).Replace("https", "http", StringComparison.Ordinal);

        await RefusalAsync(server, address, Token, CaFile);
    }

    [Fact]
    public void Connect_AuthorityFileWithoutCertificate_IsNamed()
    {
        File.WriteAllText(_folder.File("empty.pem"), "nothing");
        using var clients = GrpcServer.Connect("https://localhost:1", Token, _folder.File("empty.pem"));

        Assert.Contains("empty.pem", Assert.Throws<InvalidDataException>(clients.GetRequiredService<IPolicyClient>).Message);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<GrpcServer> StartAsync()
    {
        TestCertificate.Write(_folder.Path);
        return await GrpcServer.StartAsync(policy.Checkpoint(), token: Token, certificateFolder: _folder.Path);
    }

    private static string AddressOf(GrpcServer server) => server.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    private static async Task<PolicyServerException> RefusalAsync(GrpcServer server, string address, string? token, string? caFile)
    {
        await using var clients = GrpcServer.Connect(address, token, caFile);
        var refusal = await Assert.ThrowsAsync<PolicyServerException>(
            async () => await clients.GetRequiredService<IPolicyClient>().OpenAsync(TinyPolicy.Conversation(), default));
        Assert.Equal(0, server.Policy.OpenConversations);
        return refusal;
    }
}
