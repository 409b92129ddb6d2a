using Grpc.AspNetCore.Server;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tarl.Grpc.Tests;

/// <summary>The echo service on a real port of the loopback interface.</summary>
internal sealed class EchoServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<GrpcChannel> _channels = [];

    private EchoServer(Action<GrpcServiceOptions>? configure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton(Log);
        builder.Services.AddGrpc(options => configure?.Invoke(options));
        _app = builder.Build();
        _app.MapGrpcService<EchoService>();
    }

    public EchoLog Log { get; } = new();

    public string Address => _app.Urls.Single();

    public static async Task<EchoServer> StartAsync(Action<GrpcServiceOptions>? configure = null)
    {
        var server = new EchoServer(configure);
        await server._app.StartAsync();
        return server;
    }

    public Protos.EchoService.EchoServiceClient Connect(GrpcChannelOptions? options = null)
    {
        _channels.Add(GrpcChannel.ForAddress(Address, options ?? new GrpcChannelOptions()));
        return new Protos.EchoService.EchoServiceClient(_channels[^1]);
    }

    public async ValueTask DisposeAsync()
    {
        _channels.ForEach(channel => channel.Dispose());
        await _app.DisposeAsync();
    }
}
