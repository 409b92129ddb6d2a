using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tarl.Sandbox.Sessions;
using Tarl.Sandbox.Tests.Sessions;

namespace Tarl.Sandbox.Tests;

/// <summary>The sandbox as a real HTTP server on a port of its own, over <see cref="RetailShop"/>.</summary>
internal sealed class SandboxServer : IAsyncDisposable
{
    private readonly RetailShop _shop = new();
    private readonly WebApplication _app;

    private SandboxServer(Action<SandboxOptions>? configure, IPAddress? caller, string? certificateFolder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(certificateFolder is null ? "http://127.0.0.1:0" : "https://127.0.0.1:0");
        if (certificateFolder is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
            builder.Configuration["Kestrel:Certificates:Default:Path"] = Path.Combine(certificateFolder, "server.pem");
            builder.Configuration["Kestrel:Certificates:Default:KeyPath"] = Path.Combine(certificateFolder, "server.key");
        }

        builder.Services.AddSandboxSessions().AddSandboxServer().Configure<SandboxOptions>(options =>
        {
            options.DataFolder = Path.GetDirectoryName(_shop.DataSetPath)!;
            configure?.Invoke(options);
        });
        _app = builder.Build();
        if (caller is not null)
        {
            _app.Use((context, next) =>
            {
                context.Connection.RemoteIpAddress = caller;
                return next(context);
            });
        }

        _app.MapSandbox();
    }

    public HttpClient Http { get; } = new();

    public SessionDirectory Sessions => _app.Services.GetRequiredService<SessionDirectory>();

    public IEnumerable<Endpoint> Endpoints => _app.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    /// <param name="caller">Whom the server believes to be called by, whoever calls.</param>
    /// <param name="certificateFolder">With <c>server.pem</c> and <c>server.key</c>, for TLS; null for none.</param>
    public static async Task<SandboxServer> StartAsync(Action<SandboxOptions>? configure = null, IPAddress? caller = null, string? certificateFolder = null)
    {
        var server = new SandboxServer(configure, caller, certificateFolder);
        await server._app.StartAsync();
        server.Http.BaseAddress = new Uri(server._app.Urls.Single());
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        _shop.Dispose();
    }
}
