namespace Grpc.AspNetCore.Server;

/// <summary>What the services of a server accept and tell.</summary>
public class GrpcServiceOptions
{
    /// <summary>Bytes; null for no limit.</summary>
    public int? MaxReceiveMessageSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>Bytes; null for no limit.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>Whether clients read the messages of exceptions that methods throw.</summary>
    public bool? EnableDetailedErrors { get; set; }
}
