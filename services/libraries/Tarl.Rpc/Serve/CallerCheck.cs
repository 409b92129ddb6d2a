using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Tarl.Rpc.Serve;

/// <summary>Lets no call pass that does not show the token. The health service answers everybody: probes have no secrets.</summary>
internal sealed class CallerCheck(BearerToken? token)
{
    private const string HealthPath = "/grpc.health.v1.Health";

    public Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        return token is null || !IsGrpc(request) || request.Path.StartsWithSegments(HealthPath) || token.Matches(request.Headers.Authorization)
            ? next(context)
            : Refuse(context.Response);
    }

    private static bool IsGrpc(HttpRequest request) => request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;

    private static Task Refuse(HttpResponse response)
    {
        response.ContentType = "application/grpc";
        response.Headers["grpc-status"] = ((int)StatusCode.Unauthenticated).ToString();
        response.Headers["grpc-message"] = "The call does not show the right token.";
        return Task.CompletedTask;
    }
}
