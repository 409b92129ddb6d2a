using System.ComponentModel.DataAnnotations;

namespace Tarl.Rpc.Serve;

/// <summary>Where a service offers its gRPC methods, and to whom.</summary>
public sealed class GrpcOptions
{
    public const string Section = "Grpc";

    /// <summary>Address and port, <c>http</c> or <c>https</c> (certificate: <c>Kestrel:Certificates:Default</c>). HTTP/2 alone is spoken there. Host <c>*</c>: every interface.</summary>
    [Required]
    public string ListenUrl { get; set; } = "http://127.0.0.1:5080";

    /// <summary>What callers must show. Without one only the loopback interface can be listened on.</summary>
    public string? Token { get; set; }

    /// <summary>A file that holds the token, such as a mounted secret.</summary>
    public string? TokenFile { get; set; }

    /// <summary>A request that is larger is refused.</summary>
    [Range(1024, 1 << 30)]
    public int MaxRequestBytes { get; set; } = 4 * 1024 * 1024;
}
