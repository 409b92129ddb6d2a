namespace Grpc.Net.Client;

/// <summary>How a channel connects and what it accepts.</summary>
public sealed class GrpcChannelOptions
{
    /// <summary>Bytes; null for no limit.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>Bytes; null for no limit.</summary>
    public int? MaxReceiveMessageSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>Sends the requests; by default a handler of the channel's own.</summary>
    public HttpMessageHandler? HttpHandler { get; set; }

    /// <summary>Whether the channel disposes <see cref="HttpHandler"/>; a handler of its own it always does.</summary>
    public bool DisposeHttpClient { get; set; }
}
