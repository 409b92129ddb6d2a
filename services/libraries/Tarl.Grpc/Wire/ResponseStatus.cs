using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;

namespace Tarl.Grpc.Wire;

/// <summary>Reads how a call ended from its response: from the trailers, or from the headers if they are all there is.</summary>
internal static class ResponseStatus
{
    public const string Header = "grpc-status";
    public const string MessageHeader = "grpc-message";

    /// <summary>What is wrong with a response that is not gRPC's; null if nothing.</summary>
    public static Status? Refusal(HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return response.Headers.Contains(Header) ? Of(response) : TransportFailure.ToStatus(response.StatusCode);
        }

        var type = response.Content.Headers.ContentType?.MediaType;
        if (type is null || !(type == "application/grpc" || type.StartsWith("application/grpc+", StringComparison.Ordinal)))
        {
            return new Status(StatusCode.Unknown, $"Bad gRPC response. Content type: {type ?? "none"}");
        }

        return response.Headers.TryGetValues("grpc-encoding", out var encodings) && encodings.Any(encoding => encoding != "identity")
            ? new Status(StatusCode.Unimplemented, $"Unsupported grpc-encoding value '{string.Join(", ", encodings)}'.")
            : null;
    }

    public static Status Of(HttpResponseMessage response)
    {
        var headers = response.Headers.Contains(Header) ? response.Headers : response.TrailingHeaders;
        if (!headers.TryGetValues(Header, out var values))
        {
            return new Status(StatusCode.Unknown, "No grpc-status found on response.");
        }

        var message = headers.TryGetValues(MessageHeader, out var messages) ? StatusMessage.Decode(messages.First()) : "";
        return int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            ? new Status(Enum.IsDefined((StatusCode)code) ? (StatusCode)code : StatusCode.Unknown, message)
            : new Status(StatusCode.Unknown, $"Unexpected grpc-status value: {values.First()}");
    }

    public static Metadata ToTrailers(HttpResponseMessage response) =>
        ToMetadata(response.Headers.Contains(Header) ? response.Headers : response.TrailingHeaders);

    public static Metadata ToMetadata(HttpResponseHeaders headers)
    {
        var metadata = new Metadata();
        foreach (var header in headers.NonValidated)
        {
            foreach (var value in header.Value)
            {
                MetadataHeaders.AddTo(metadata, header.Key, value);
            }
        }

        return metadata;
    }
}
