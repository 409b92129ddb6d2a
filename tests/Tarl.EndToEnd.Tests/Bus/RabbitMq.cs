using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
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
    private const string Server = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private const int VirtualHosts = 40;

    /// <summary>Only guards against a broker that hangs.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly Folder _folder = new();
    private readonly int _port = FreePort();
    private readonly int _tlsPort = FreePort();
    private readonly int _distributionPort = FreePort();
    private readonly int _mapperPort = FreePort();
    private Process? _mapper;
    private Process? _server;
    private int _taken;

    public static bool IsInstalled => File.Exists(Server);

    /// <summary>The certificate authority of <see cref="TlsUrl"/>.</summary>
    public string CaFile => _folder.In("ca.pem");

    public string TlsUrl => $"rabbitmqs://localhost:{_tlsPort}/{TakeVirtualHost()}";

    /// <summary>The address of a virtual host that no other test uses.</summary>
    public string TakeUrl() => $"rabbitmq://127.0.0.1:{_port}/{TakeVirtualHost()}";

    public static Task<IConnection> ConnectAsync(string url) =>
        new Broker(new BusOptions { Url = url, Username = Username, Password = Password }).ConnectAsync("test", CancellationToken.None);

    public async Task InitializeAsync()
    {
        if (!IsInstalled)
        {
            return;
        }

        TestCertificate.Write(_folder);
        File.WriteAllText(_folder.In("definitions.json"), Definitions());
        File.WriteAllText(
            _folder.In("rabbitmq.conf"),
            $"""
            listeners.tcp.1 = 127.0.0.1:{_port}
            listeners.ssl.1 = 127.0.0.1:{_tlsPort}
            ssl_options.cacertfile = {CaFile}
            ssl_options.certfile = {_folder.In("server.pem")}
            ssl_options.keyfile = {_folder.In("server.key")}
            load_definitions = {_folder.In("definitions.json")}
            """);
        File.WriteAllText(_folder.In("plugins"), "[].");
        _mapper = Process.Start(Mapper(), ["-address", "127.0.0.1", "-port", Text(_mapperPort)]);
        await StartAsync();
    }

    public Task DisposeAsync() => _server is null ? Task.CompletedTask : StopAsync();

    public void Dispose()
    {
        _server?.Dispose();
        _mapper?.Kill();
        _mapper?.WaitForExit();
        _mapper?.Dispose();
        _folder.Dispose();
    }

    /// <summary>Stops the broker; what it was given to keep, it keeps.</summary>
    public async Task StopAsync()
    {
        using var stop = Process.Start("kill", ["-TERM", File.ReadAllText(_folder.In("pid")).Trim()]);
        await _server!.WaitForExitAsync().WaitAsync(Timeout);
    }

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(Server) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Environment())
        {
            start.Environment[name] = value;
        }

        _server = Process.Start(start)!;
        _server.OutputDataReceived += Ignore;
        _server.ErrorDataReceived += Ignore;
        _server.BeginOutputReadLine();
        _server.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(Timeout);
        var broker = new Broker(new BusOptions { Url = $"rabbitmq://127.0.0.1:{_port}/v0", Username = Username, Password = Password });
        await broker.WaitAsync(_ => Assert.False(_server.HasExited, "The broker has ended."), TimeProvider.System, limit.Token);

        static void Ignore(object sender, DataReceivedEventArgs line)
        {
            // Read so that the pipe does not fill.
        }
    }

    private Dictionary<string, string> Environment() => new()
    {
        ["HOME"] = _folder.Path,
        ["RABBITMQ_NODENAME"] = $"tarl{_port}@localhost",
        ["RABBITMQ_CONFIG_FILE"] = _folder.In("rabbitmq.conf"),
        ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
        ["RABBITMQ_MNESIA_BASE"] = _folder.In("mnesia"),
        ["RABBITMQ_LOG_BASE"] = _folder.In("log"),
        ["RABBITMQ_PID_FILE"] = _folder.In("pid"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = _folder.In("plugins"),
        ["RABBITMQ_DIST_PORT"] = Text(_distributionPort),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["ERL_EPMD_PORT"] = Text(_mapperPort),
    };

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

    /// <summary>Erlang's port mapper; one of our own, so that no other is left running.</summary>
    private static string Mapper() =>
        Directory.EnumerateDirectories("/usr/lib/erlang", "erts-*").Select(folder => Path.Combine(folder, "bin/epmd")).First(File.Exists);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
