using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Tarl.Sandbox.Sessions;

namespace Tarl.Sandbox.Mcp;

/// <summary>
/// MCP over Streamable HTTP at <c>/{domain}/{version}/mcp/{dataSet}</c>: initialising opens an episode, which the MCP session is bound to.
/// </summary>
internal static class McpEndpoints
{
    private const string SessionHeader = "Mcp-Session-Id";

    public static void MapSandboxMcp(this IEndpointRouteBuilder endpoints)
    {
        var mcp = endpoints.MapGroup("/{domain}/{version}/mcp/{dataSet}").AddEndpointFilter(CheckOriginAsync);
        mcp.MapPost("/", PostAsync);
        mcp.MapGet("/", GetAsync);
        mcp.MapDelete("/", DeleteAsync);
    }

    // A web page must not reach a sandbox on the reader's own machine (DNS rebinding).
    private static async ValueTask<object?> CheckOriginAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var origin = request.Headers.Origin.ToString();
        var allowed = origin.Length == 0
            || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && (uri.IsLoopback ? IsLoopback(request) : uri.Authority == request.Host.Value));
        return allowed ? await next(context) : Error(StatusCodes.Status403Forbidden, "Requests from this origin are not allowed.");
    }

    private static bool IsLoopback(HttpRequest request) => request.Host.Host is "localhost" or "127.0.0.1" or "[::1]";

    private static async Task<IResult> PostAsync(
        string domain, string version, string dataSet, HttpContext context, SessionDirectory directory, ILoggerFactory loggers)
    {
        try
        {
            var message = await JsonSerializer.DeserializeAsync<JsonRpcMessage>(
                context.Request.Body, McpJsonUtilities.DefaultOptions, context.RequestAborted);
            var connection = message is JsonRpcRequest { Method: RequestMethods.Initialize } && !context.Request.Headers.ContainsKey(SessionHeader)
                ? Open(directory, domain, version, dataSet, loggers)
                : Find(directory, context.Request);
            if (message is null || connection is null)
            {
                return Error(StatusCodes.Status404NotFound, "There is no such MCP session; initialise a new one.");
            }

            await AnswerAsync(context, connection, message);
            return Results.Empty;
        }
        catch (JsonException exception)
        {
            return Error(StatusCodes.Status400BadRequest, $"The body is no JSON-RPC message: {exception.Message}");
        }
        catch (BadHttpRequestException exception)
        {
            return Error(exception.StatusCode, exception.Message);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidDataException)
        {
            return Error(StatusCodes.Status404NotFound, "There is no such domain, version or data set.");
        }
    }

    private static McpConnection? Open(SessionDirectory directory, string domain, string version, string dataSet, ILoggerFactory loggers)
    {
        if (directory.Open(domain, version, dataSet) is not { } session)
        {
            throw new BadHttpRequestException("As many sessions are open as may be; try again later.", StatusCodes.Status503ServiceUnavailable);
        }

        var connection = new McpConnection(session, loggers);
        return directory.Attach(session.Id, connection) ? connection : null;
    }

    private static McpConnection? Find(SessionDirectory directory, HttpRequest request) =>
        directory.Attachment(request.Headers[SessionHeader].ToString()) as McpConnection;

    private static async Task AnswerAsync(HttpContext context, McpConnection connection, JsonRpcMessage message)
    {
        PrepareEventStream(context.Response);
        context.Response.Headers[SessionHeader] = connection.Transport.SessionId;
        if (!await connection.Transport.HandlePostRequestAsync(message, context.Response.Body, context.RequestAborted))
        {
            context.Response.ContentType = null;
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        }
    }

    private static async Task<IResult> GetAsync(HttpContext context, SessionDirectory directory)
    {
        if (Find(directory, context.Request) is not { } connection)
        {
            return Error(StatusCodes.Status404NotFound, "There is no such MCP session; initialise a new one.");
        }

        PrepareEventStream(context.Response);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        try
        {
            await connection.Transport.HandleGetRequestAsync(context.Response.Body, context.RequestAborted);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; its session stays until it is closed or idle.
        }

        return Results.Empty;
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, SessionDirectory directory) =>
        Find(directory, context.Request) is { Transport.SessionId: { } id } && await directory.CloseAsync(id)
            ? Results.NoContent()
            : Error(StatusCodes.Status404NotFound, "There is no such MCP session.");

    private static void PrepareEventStream(HttpResponse response)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache,no-store";
    }

    private static IResult Error(int status, string message) => Results.Json(
        new { jsonrpc = "2.0", id = (string?)null, error = new { code = -32000, message } }, statusCode: status);
}
