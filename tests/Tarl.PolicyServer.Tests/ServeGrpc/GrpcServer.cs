using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Policy.V1;
using Tarl.Contracts.Training;
using Tarl.PolicyServer.Generate;
using Tarl.PolicyServer.KeepTokens;
using Tarl.PolicyServer.ServeWeights;
using Tarl.Rpc.RemotePolicy;
using Tarl.Rpc.Serve;

namespace Tarl.PolicyServer.Tests.ServeGrpc;

/// <summary>A replica of the policy server on a real port of the loopback interface, without a bus.</summary>
internal sealed class GrpcServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GrpcServer(CheckpointPublished checkpoint, string replica, string? token, string? certificateFolder)
    {
        var url = certificateFolder is null ? "http://127.0.0.1:0" : "https://127.0.0.1:0";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Grpc:ListenUrl"] = url, ["Grpc:Token"] = token });
        if (certificateFolder is not null)
        {
            builder.Configuration["Kestrel:Certificates:Default:Path"] = Path.Combine(certificateFolder, "server.pem");
            builder.Configuration["Kestrel:Certificates:Default:KeyPath"] = Path.Combine(certificateFolder, "server.key");
        }

        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(Options.Create(new PolicyServerOptions { Threads = 1, Replica = replica }));
        builder.Services.AddSingleton<WeightStore>().AddSingleton<TokenLedger>().AddSingleton<PolicyClient>();
        builder.AddGrpcServer();
        _app = builder.Build();
        _app.MapPolicyServer();
        Weights.Load(checkpoint);
    }

    public WeightStore Weights => _app.Services.GetRequiredService<WeightStore>();

    public PolicyClient Policy => _app.Services.GetRequiredService<PolicyClient>();

    public string Address => _app.Urls.First();

    /// <param name="certificateFolder">With <c>server.pem</c> and <c>server.key</c>, for TLS; null for none.</param>
    public static async Task<GrpcServer> StartAsync(
        CheckpointPublished checkpoint, string replica = "replica-0", string? token = null, string? certificateFolder = null)
    {
        var server = new GrpcServer(checkpoint, replica, token, certificateFolder);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>The clients of some replicas, as a worker and a learner have them.</summary>
    public static ServiceProvider Connect(string address, string? token = null, string? caFile = null) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["PolicyServer:Address"] = address, ["PolicyServer:Token"] = token, ["PolicyServer:CaFile"] = caFile, ["PolicyServer:Retries"] = "1" }).Build())
        .AddSingleton(TimeProvider.System)
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddRemotePolicy()
        .BuildServiceProvider();

    /// <summary>The generated client of one replica.</summary>
    public static PolicyService.PolicyServiceClient Stub(GrpcChannel channel) => new(channel);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
