using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Tarl.Grpc.Wire;

/// <summary>Runs a call from its request's headers to its response's trailers.</summary>
internal sealed partial class ServerCallRunner(IOptions<GrpcServiceOptions> options, ILogger<ServerCallRunner> logger)
{
    private const string ContentType = "application/grpc";

    public async Task RunAsync(HttpContext context, string method, Func<HttpServerCall, Task> play)
    {
        if (!IsGrpc(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        Prepare(context);
        using var call = new HttpServerCall(context, method, options.Value, Timeout(context.Request, out var problem));
        call.WriteStatus(problem ?? await PlayAsync(call, play));
    }

    private static bool IsGrpc(HttpRequest request) =>
        HttpProtocol.IsHttp2(request.Protocol)
        && request.ContentType is { } type
        && type.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase)
        && (type.Length == ContentType.Length || type[ContentType.Length] is '+' or ';');

    /// <summary>A stream may be silent for as long as its deadline allows, and long in all; its messages have a limit of their own.</summary>
    private static void Prepare(HttpContext context)
    {
        context.Response.ContentType = ContentType;
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }
    }

    private static TimeSpan? Timeout(HttpRequest request, out Status? problem)
    {
        problem = null;
        if (request.Headers.TryGetValue("grpc-encoding", out var encoding) && encoding != "identity")
        {
            request.HttpContext.Response.Headers.Append("grpc-accept-encoding", "identity");
            problem = new Status(StatusCode.Unimplemented, $"Unsupported grpc-encoding value '{encoding}'. Supported encodings: identity");
        }

        if (!request.Headers.TryGetValue("grpc-timeout", out var header))
        {
            return null;
        }

        if (CallTimeout.TryParse(header.ToString(), out var timeout))
        {
            return timeout;
        }

        problem = new Status(StatusCode.Internal, $"Malformed grpc-timeout: {header}");
        return null;
    }

    private async Task<Status> PlayAsync(HttpServerCall call, Func<HttpServerCall, Task> play)
    {
        try
        {
            await play(call);
            return call.IsPastDeadline ? new Status(StatusCode.DeadlineExceeded, "Deadline Exceeded") : call.Status;
        }
        catch (Exception failure)
        {
            return ToStatus(failure, call);
        }
    }

    private Status ToStatus(Exception failure, HttpServerCall call)
    {
        if (call.IsPastDeadline)
        {
            return new Status(StatusCode.DeadlineExceeded, "Deadline Exceeded");
        }

        if (failure is RpcException known)
        {
            foreach (var entry in known.Trailers)
            {
                call.ResponseTrailers.Add(entry);
            }

            return known.Status;
        }

        if (call.CancellationToken.IsCancellationRequested)
        {
            return Status.DefaultCancelled;
        }

        LogFailure(call.Method, failure);
        var detail = options.Value.EnableDetailedErrors == true ? $"Exception was thrown by handler. {failure.GetType().Name}: {failure.Message}" : "Exception was thrown by handler.";
        return new Status(StatusCode.Unknown, detail);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The method {Method} failed.")]
    private partial void LogFailure(string method, Exception failure);
}
