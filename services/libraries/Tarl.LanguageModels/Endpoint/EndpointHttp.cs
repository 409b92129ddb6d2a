using System.Net.Security;
using Tarl.ServiceDefaults.Tls;

namespace Tarl.LanguageModels.Endpoint;

/// <summary>The connections to an endpoint.</summary>
internal static class EndpointHttp
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Names are resolved anew after so long.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <exception cref="InvalidDataException">The authorities' file cannot be used.</exception>
    public static HttpClient Create(LanguageModelOptions options)
    {
        var connections = new SocketsHttpHandler
        {
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = ConnectionLifetime,

            // The key goes to nobody else.
            AllowAutoRedirect = false,
            UseCookies = false,
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = TrustedAuthorities.From(options.CaFile) },
        };
        return new HttpClient(new ResponseLimit(connections, options.MaxResponseBytes)) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
