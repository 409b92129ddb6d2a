using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Tarl.UserSimulator.Tests.SimulateTurn.Http;

/// <summary>A user who is asked over HTTP, on loopback.</summary>
internal sealed class UserEndpoint : IAsyncDisposable
{
    private readonly WebApplication _app;

    private UserEndpoint(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public static async Task<UserEndpoint> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/", answer);
        await app.StartAsync();
        return new UserEndpoint(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
