using System.Globalization;

namespace Tarl.Messaging.Connect;

/// <summary>Where a broker is, and who calls. <see cref="ToString"/> holds no credentials: it is what may be logged and shown.</summary>
public sealed class BrokerAddress
{
    private const int PlainPort = 5672;
    private const int TlsPort = 5671;

    private BrokerAddress()
    {
    }

    public required string Host { get; init; }

    public required int Port { get; init; }

    public required string VirtualHost { get; init; }

    public required bool Tls { get; init; }

    /// <summary>From the URL; null if it names none.</summary>
    public string? Username { get; private init; }

    /// <summary>From the URL; null if it holds none.</summary>
    public string? Password { get; private init; }

    /// <exception cref="InvalidDataException">The text is no address of a broker. Its message does not repeat the text, which may hold a password.</exception>
    public static BrokerAddress Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            throw Malformed("it cannot be read as a URL");
        }

        var tls = uri.Scheme switch
        {
            "rabbitmq" or "amqp" => false,
            "rabbitmqs" or "amqps" => true,
            _ => throw Malformed("it does not begin with rabbitmq:// or rabbitmqs://"),
        };
        if (uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw Malformed("nothing can follow the virtual host");
        }

        var path = uri.AbsolutePath.TrimStart('/');
        if (path.Contains('/', StringComparison.Ordinal))
        {
            throw Malformed("a virtual host has no '/' in it (write %2F)");
        }

        var user = uri.UserInfo.Split(':', 2);
        return new BrokerAddress
        {
            Host = uri.Host,
            Port = uri.Port > 0 ? uri.Port : tls ? TlsPort : PlainPort,
            VirtualHost = path.Length == 0 ? "/" : Uri.UnescapeDataString(path),
            Tls = tls,
            Username = user[0].Length == 0 ? null : Uri.UnescapeDataString(user[0]),
            Password = user.Length == 2 ? Uri.UnescapeDataString(user[1]) : null,
        };
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Tls ? "rabbitmqs" : "rabbitmq")}://{Host}:{Port}/{(VirtualHost == "/" ? "" : Uri.EscapeDataString(VirtualHost))}");

    private static InvalidDataException Malformed(string why) =>
        new($"The address of the broker is not of the form rabbitmq://host:port/vhost: {why}.");
}
