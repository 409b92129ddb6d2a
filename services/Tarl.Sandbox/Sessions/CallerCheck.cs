using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Tarl.Rpc;

namespace Tarl.Sandbox.Sessions;

/// <summary>Lets nobody pass who does not show the token; without a token, nobody from another machine.</summary>
/// <exception cref="InvalidDataException">The token cannot be used.</exception>
internal sealed class CallerCheck(IOptions<SandboxOptions> options) : IEndpointFilter
{
    private readonly BearerToken? _token = BearerToken.From(options.Value.Token, options.Value.TokenFile);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (_token is null)
        {
            return http.Connection.RemoteIpAddress is { } caller && IPAddress.IsLoopback(caller)
                ? await next(context)
                : Results.Problem("Without a token (Sandbox:TokenFile) only callers on the same machine are answered.", statusCode: StatusCodes.Status403Forbidden);
        }

        if (_token.Matches(http.Request.Headers.Authorization))
        {
            return await next(context);
        }

        http.Response.Headers.WWWAuthenticate = "Bearer";
        return Results.Problem("The request does not show the right token.", statusCode: StatusCodes.Status401Unauthorized);
    }
}
