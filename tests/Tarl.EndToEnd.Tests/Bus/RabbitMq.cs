using RabbitMQ.Client;
using Tarl.Messaging.Connect;
using Broker = Tarl.Messaging.Connect.Broker;

namespace Tarl.EndToEnd.Tests.Bus;

/// <summary>
/// A real RabbitMQ on loopback, with free ports, its own node and its own data: one for all tests, each of which takes a virtual host for itself.
/// </summary>
public sealed class RabbitMq : IAsyncLifetime, IDisposable
{
    public const string Username = "tarl";
    public const string Password = "open sesame";
    private const int VirtualHosts = 80;

    private readonly Folder _folder = new();
    private readonly int _tlsPort = RabbitMqProcess.FreePort();
    private RabbitMqProcess? _process;
    private int _taken;

    public static bool IsInstalled => RabbitMqProcess.IsInstalled;

    /// <summary>The certificate authority of <see cref="TlsUrl"/>.</summary>
    public string CaFile => _folder.In("ca.pem");

    public string TlsUrl => $"rabbitmqs://localhost:{_tlsPort}/{TakeVirtualHost()}";

    /// <summary>The address of a virtual host that no other test uses.</summary>
    public string TakeUrl() => $"rabbitmq://127.0.0.1:{_process!.Port}/{TakeVirtualHost()}";

    public static Broker BrokerAt(string url) => new(new BusOptions { Url = url, Username = Username, Password = Password });

    public static Task<IConnection> ConnectAsync(string url) => BrokerAt(url).ConnectAsync("test", CancellationToken.None);

    public async Task InitializeAsync()
    {
        if (!IsInstalled)
        {
            return;
        }

        TestCertificate.Write(_folder.Path);
        _process = new RabbitMqProcess(
            Definitions(),
            $"""
            listeners.ssl.1 = 127.0.0.1:{_tlsPort}
            ssl_options.cacertfile = {CaFile}
            ssl_options.certfile = {_folder.In("server.pem")}
            ssl_options.keyfile = {_folder.In("server.key")}
            """);
        await StartAsync();
    }

    public Task DisposeAsync() => _process?.StopAsync() ?? Task.CompletedTask;

    public void Dispose()
    {
        _process?.Dispose();
        _folder.Dispose();
    }

    /// <summary>Stops the broker; what it was given to keep, it keeps.</summary>
    public Task StopAsync() => _process!.StopAsync();

    public Task StartAsync() => _process!.StartAsync();

    private string TakeVirtualHost() => $"v{Interlocked.Increment(ref _taken)}";

    private static string Definitions() =>
        $$"""
        {
          "users": [{ "name": "{{Username}}", "password": "{{Password}}", "tags": "" }],
          "vhosts": [{{string.Join(", ", Names().Select(name => $$"""{ "name": "{{name}}" }"""))}}],
          "permissions": [{{string.Join(", ", Names().Select(name => $$"""{ "user": "{{Username}}", "vhost": "{{name}}", "configure": ".*", "write": ".*", "read": ".*" }"""))}}]
        }
        """;

    private static IEnumerable<string> Names() => Enumerable.Range(0, VirtualHosts).Select(number => $"v{number}");
}
