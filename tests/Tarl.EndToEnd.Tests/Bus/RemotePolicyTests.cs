using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using Tarl.Contracts.Policy.V1;

namespace Tarl.EndToEnd.Tests.Bus;

/// <summary>Policy servers in processes of their own: the worker and the learner reach them over gRPC, checkpoints over the bus.</summary>
[Collection(nameof(RabbitMq))]
public sealed class RemotePolicyTests(TinyRun run, RabbitMq rabbit)
{
    private const string Token = "a token for tests";

    [RabbitMqFact]
    public async Task Train_PolicyServersElsewhere_EndsAsInOneProcess()
    {
        var url = rabbit.TakeUrl();
        using var folder = new Folder();
        File.WriteAllText(folder.In("token"), Token + "\n");
        string[] addresses = [Address(), Address()];
        using var first = await StartAsync(url, addresses[0], "replica-a", folder.In("token"));
        using var second = await StartAsync(url, addresses[1], "replica-b", folder.In("token"));

        using var train = ServiceProcess.Command(
            url, [("PolicyServer__Token", Token)], [.. TinyRun.Arguments(folder.In("run")), "--policy-server", string.Join(',', addresses)]);
        (await train.EndAsync()).Succeeded();

        Assert.Equal(TinyRun.Figures(run.Path), TinyRun.Figures(folder.In("run")));

        // Three updates of 4 groups of 4, dealt out over both.
        var status = await Task.WhenAll(addresses.Select(StatusAsync));
        Assert.Equal(["replica-a 3 0", "replica-b 3 0"], status.Select(replica => $"{replica.Replica} {replica.PolicyVersion} {replica.OpenConversations}"));
        Assert.Equal(48, status.Sum(replica => replica.LedgerEpisodes));
        Assert.All(status, replica => Assert.InRange(replica.LedgerEpisodes, 1, 47));
        Assert.All(Directory.EnumerateFiles(folder.In("run"), "*.json"), file => Assert.DoesNotContain(Token, File.ReadAllText(file)));
        first.Terminate();
        Assert.Equal(0, (await first.EndAsync()).ExitCode);
    }

    [RabbitMqFact]
    public async Task PolicyServer_OpenToTheNetworkWithoutToken_DoesNotStart()
    {
        using var server = ServiceProcess.Service("PolicyServer", rabbit.TakeUrl(), ("Grpc__ListenUrl", "http://0.0.0.0:0"));
        var ended = await server.EndAsync();
        Assert.NotEqual(0, ended.ExitCode);
        Assert.Contains("is open to the network", ended.Errors, StringComparison.Ordinal);
    }

    private static async Task<ServiceProcess> StartAsync(string url, string address, string replica, string tokenFile)
    {
        var server = ServiceProcess.Service(
            "PolicyServer", url, ("Grpc__ListenUrl", address), ("Grpc__TokenFile", tokenFile), ("PolicyServer__Replica", replica), ("PolicyServer__Threads", "1"));
        await server.ProbesAsync("ready", 200);
        return server;
    }

    private static async Task<GetStatusResponse> StatusAsync(string address)
    {
        using var channel = GrpcChannel.ForAddress(address);
        return await new PolicyService.PolicyServiceClient(channel).GetStatusAsync(new GetStatusRequest(), new Metadata { { "authorization", $"Bearer {Token}" } });
    }

    private static string Address()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://{listener.LocalEndpoint}";
    }
}
