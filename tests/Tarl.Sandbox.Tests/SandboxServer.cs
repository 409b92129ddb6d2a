using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
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

    private SandboxServer(Action<SandboxOptions>? configure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSandboxSessions().AddSandboxServer().Configure<SandboxOptions>(options =>
        {
            options.DataFolder = Path.GetDirectoryName(_shop.DataSetPath)!;
            configure?.Invoke(options);
        });
        _app = builder.Build();
        _app.MapSandbox();
    }

    public HttpClient Http { get; } = new();

    public SessionDirectory Sessions => _app.Services.GetRequiredService<SessionDirectory>();

    public static async Task<SandboxServer> StartAsync(Action<SandboxOptions>? configure = null)
    {
        var server = new SandboxServer(configure);
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
