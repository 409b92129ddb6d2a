using System.Net;
using Grpc.Core;

namespace Tarl.Grpc.Wire;

/// <summary>What failures below gRPC mean as statuses.</summary>
internal static class TransportFailure
{
    /// <summary>RFC 9113, section 7, as PROTOCOL-HTTP2.md maps it.</summary>
    private static readonly Dictionary<long, StatusCode> ResetCodes = new()
    {
        [0x7] = StatusCode.Unavailable, // REFUSED_STREAM
        [0x8] = StatusCode.Cancelled, // CANCEL
        [0xb] = StatusCode.ResourceExhausted, // ENHANCE_YOUR_CALM
        [0xc] = StatusCode.PermissionDenied, // INADEQUATE_SECURITY
    };

    public static Status ToStatus(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is HttpProtocolException reset)
            {
                return new Status(ResetCodes.GetValueOrDefault(reset.ErrorCode, StatusCode.Internal), reset.Message, failure);
            }
        }

        return failure switch
        {
            // What the client itself cancels has ended with its own status before.
            OperationCanceledException => new Status(StatusCode.Unavailable, "The connection to the server was lost.", failure),
            HttpRequestException or IOException or ObjectDisposedException => new Status(StatusCode.Unavailable, $"Error connecting or talking to the server: {failure.Message}", failure),
            _ => new Status(StatusCode.Internal, $"Error starting the gRPC call: {failure.Message}", failure),
        };
    }

    /// <summary>https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md</summary>
    public static Status ToStatus(HttpStatusCode httpStatus) => new(
        httpStatus switch
        {
            HttpStatusCode.BadRequest => StatusCode.Internal,
            HttpStatusCode.Unauthorized => StatusCode.Unauthenticated,
            HttpStatusCode.Forbidden => StatusCode.PermissionDenied,
            HttpStatusCode.NotFound => StatusCode.Unimplemented,
            HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout =>
                StatusCode.Unavailable,
            _ => StatusCode.Unknown,
        },
        $"Bad gRPC response. HTTP status code: {(int)httpStatus}");
}
