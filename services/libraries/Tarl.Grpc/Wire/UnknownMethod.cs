using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Tarl.Grpc.Wire;

/// <summary>Answers calls of services and methods that nobody serves.</summary>
internal static class UnknownMethod
{
    private const string Name = "gRPC - unknown method";

    /// <summary>Adds the endpoint, once a server.</summary>
    public static void Map(IEndpointRouteBuilder builder)
    {
        if (builder.DataSources.SelectMany(source => source.Endpoints).Any(endpoint => endpoint.DisplayName == Name))
        {
            return;
        }

        var runner = ActivatorUtilities.CreateInstance<ServerCallRunner>(builder.ServiceProvider);
        builder.MapPost("/{unknownService}/{unknownMethod}", (RequestDelegate)(context => runner.RunAsync(context, context.Request.Path, Refuse)))
            .WithDisplayName(Name)
            .WithOrder(int.MaxValue);
    }

    private static Task Refuse(HttpServerCall call) =>
        throw new RpcException(new Status(StatusCode.Unimplemented, $"There is no method {call.Method}."));
}
