using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tarl.ServiceDefaults;

namespace Tarl.Rpc.Serve;

public static class GrpcServing
{
    /// <summary>
    /// Adds a port for gRPC beside those of the configuration's <c>urls</c>, which keep HTTP/1 for probes. Map services with <see cref="MapGrpc"/>.
    /// </summary>
    /// <exception cref="InvalidDataException">The address cannot be listened on, or is open to the network without a token.</exception>
    public static void AddGrpcServer(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(GrpcOptions.Section).Get<GrpcOptions>() ?? new GrpcOptions();
        var address = ListenAddress.Parse(GrpcOptions.Section, options.ListenUrl);
        var token = BearerToken.From(options.Token, options.TokenFile);
        address.EnsureGuarded(token);
        builder.Services.AddValidatedOptions<GrpcOptions>(GrpcOptions.Section);
        builder.Services.AddHealthChecks();
        builder.Services.AddSingleton(new CallerCheck(token));
        builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = options.MaxRequestBytes);
        builder.Listen(address);
    }

    /// <summary>Serves a gRPC service, and the health service beside it.</summary>
    public static void MapGrpc<TService>(this WebApplication app)
        where TService : class
    {
        app.Use(app.Services.GetRequiredService<CallerCheck>().CheckAsync);
        app.MapGrpcService<TService>();
        app.MapGrpcService<HealthService>();
    }

    private static void Listen(this WebApplicationBuilder builder, ListenAddress address)
    {
        address.AddTo(builder);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // A learner that is busy with an update reads nothing for a while; that is no attack.
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.Http2.MaxStreamsPerConnection = int.MaxValue;
            kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
            kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
            kestrel.ConfigureEndpointDefaults(endpoint =>
            {
                if (endpoint.IPEndPoint?.Port == address.Port)
                {
                    endpoint.Protocols = HttpProtocols.Http2;
                }
            });
        });
    }
}
