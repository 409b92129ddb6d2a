using System.Net.Security;
using Grpc.Net.Client;

namespace Tarl.Rpc.Connect;

/// <summary>Channels as services use them: with the token, with trust in the operator's authority, and with pings that notice a peer that has vanished.</summary>
public static class GrpcConnection
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(15);

    /// <param name="trust">Judges the server's certificate; null leaves that to the system.</param>
    public static GrpcChannel Open(Uri address, BearerToken? token, RemoteCertificateValidationCallback? trust)
    {
        var sockets = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            UseProxy = false,
            ConnectTimeout = ConnectTimeout,
            KeepAlivePingDelay = PingDelay,
            KeepAlivePingTimeout = PingTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            SslOptions = { RemoteCertificateValidationCallback = trust },
        };
        return GrpcChannel.ForAddress(
            address, new GrpcChannelOptions { HttpHandler = token is null ? sockets : new BearerTokenHandler(token, sockets), DisposeHttpClient = true });
    }
}
