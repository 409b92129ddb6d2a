using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Sessions;

namespace Tarl.Sandbox.Rest;

/// <summary>
/// The sandbox over HTTP: sessions are resources under their domain and version, and each tool is an endpoint of a session.
/// A tool that refuses is a 200 whose result says so; only requests that reach no tool are HTTP errors.
/// </summary>
internal static class SandboxEndpoints
{
    // The arguments lie one level deeper than on their own.
    private static readonly JsonSerializerOptions s_callOptions = new(JsonSerializerDefaults.Web) { MaxDepth = PythonJson.MaxDepth + 1 };

    private static readonly JsonDocumentOptions s_bodyOptions = new() { MaxDepth = PythonJson.MaxDepth };

    public static void MapSandboxApi(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/openapi.json", () => Results.Text(OpenApiDocument.Text, "application/json"));
        endpoints.MapPost("/{domain}/sessions", (string domain, HttpRequest request, SessionDirectory directory) => OpenAsync(domain, null, request, directory));
        var sessions = endpoints.MapGroup("/{domain}/{version}/sessions");
        sessions.MapPost("/", (string domain, string version, HttpRequest request, SessionDirectory directory) => OpenAsync(domain, version, request, directory));
        sessions.MapGet("/{session}", (string domain, string version, string session, SessionDirectory directory) =>
            Find(directory, domain, version, session) is { } found ? Results.Ok(SessionDescription.Of(found)) : UnknownSession());
        sessions.MapDelete("/{session}", async (string domain, string version, string session, SessionDirectory directory) =>
            Find(directory, domain, version, session) is not null && await directory.CloseAsync(session) ? Results.NoContent() : UnknownSession());
        sessions.MapGet("/{session}/changes", ChangesAsync);
        sessions.MapPost("/{session}/tools/{tool}", CallAsync);
        sessions.MapPost("/{session}/calls", CallByNameAsync);
    }

    private static async Task<IResult> OpenAsync(string domain, string? version, HttpRequest request, SessionDirectory directory)
    {
        try
        {
            var body = await JsonSerializer.DeserializeAsync<OpenSessionRequest>(
                request.Body, JsonSerializerOptions.Web, request.HttpContext.RequestAborted);
            var session = directory.Open(domain, version, body?.DataSet ?? "");
            return session is null
                ? Results.Problem("As many sessions are open as may be.", statusCode: StatusCodes.Status503ServiceUnavailable)
                : Results.Created($"/{domain}/{session.Domain.VersionTag}/sessions/{session.Id}", SessionDescription.Of(session));
        }
        catch (JsonException exception)
        {
            return Results.Problem($"The body is no request for a session: {exception.Message}", statusCode: StatusCodes.Status400BadRequest);
        }
        catch (BadHttpRequestException exception)
        {
            return Results.Problem(exception.Message, statusCode: exception.StatusCode);
        }
        catch (ArgumentException exception)
        {
            return Results.Problem(exception.Message, statusCode: StatusCodes.Status400BadRequest);
        }
        catch (InvalidDataException)
        {
            // The reason names a path on this machine, which callers need not know.
            return Results.Problem("There is no such data set of this domain and version.", statusCode: StatusCodes.Status404NotFound);
        }
    }

    private static async Task<IResult> ChangesAsync(
        string domain, string version, string session, SessionDirectory directory, CancellationToken cancellationToken)
    {
        try
        {
            return Find(directory, domain, version, session) is { } found
                ? Results.Ok(await found.GetChangesAsync(cancellationToken))
                : UnknownSession();
        }
        catch (ObjectDisposedException)
        {
            return UnknownSession();
        }
    }

    private static async Task<IResult> CallAsync(
        string domain, string version, string session, string tool, HttpRequest request, SessionDirectory directory)
    {
        if (Find(directory, domain, version, session) is not { } found)
        {
            return UnknownSession();
        }

        try
        {
            using var arguments = await JsonDocument.ParseAsync(request.Body, s_bodyOptions, request.HttpContext.RequestAborted);
            var call = new ToolCall { Name = tool, Arguments = arguments.RootElement };
            return Results.Ok(await found.CallAsync(call, request.HttpContext.RequestAborted));
        }
        catch (JsonException exception)
        {
            return Results.Problem($"The body is no JSON object of arguments: {exception.Message}", statusCode: StatusCodes.Status400BadRequest);
        }
        catch (BadHttpRequestException exception)
        {
            return Results.Problem(exception.Message, statusCode: exception.StatusCode);
        }
        catch (ObjectDisposedException)
        {
            return UnknownSession();
        }
    }

    /// <summary>For names that no path can hold: an agent may call a tool that there is not, whatever its name.</summary>
    private static async Task<IResult> CallByNameAsync(
        string domain, string version, string session, HttpRequest request, SessionDirectory directory)
    {
        if (Find(directory, domain, version, session) is not { } found)
        {
            return UnknownSession();
        }

        try
        {
            var call = await JsonSerializer.DeserializeAsync<ToolCall>(request.Body, s_callOptions, request.HttpContext.RequestAborted);
            return call is null
                ? Results.Problem("The body is no call.", statusCode: StatusCodes.Status400BadRequest)
                : Results.Ok(await found.CallAsync(call, request.HttpContext.RequestAborted));
        }
        catch (JsonException exception)
        {
            return Results.Problem($"The body is no call: {exception.Message}", statusCode: StatusCodes.Status400BadRequest);
        }
        catch (BadHttpRequestException exception)
        {
            return Results.Problem(exception.Message, statusCode: exception.StatusCode);
        }
        catch (ObjectDisposedException)
        {
            return UnknownSession();
        }
    }

    private static SandboxSession? Find(SessionDirectory directory, string domain, string version, string session) =>
        directory.TryGet(session, out var found) && found.Domain.Name == domain && found.Domain.VersionTag == version ? found : null;

    private static IResult UnknownSession() =>
        Results.Problem("There is no such session of this domain and version; it may have been closed.", statusCode: StatusCodes.Status404NotFound);
}
