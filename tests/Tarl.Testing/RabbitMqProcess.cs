using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Tarl.Testing;

/// <summary>RabbitMQ as a process on loopback, with free ports, its own node, its own port mapper and its own data. It can be stopped and started again.</summary>
public sealed class RabbitMqProcess : IDisposable
{
    private const string Server = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    /// <summary>Only guards against a broker that hangs.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan PauseBetweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly TemporaryFolder _folder = new();
    private readonly int _distributionPort = FreePort();
    private readonly int _mapperPort = FreePort();
    private readonly Process _mapper;
    private Process? _server;

    /// <param name="definitions">Users, virtual hosts and permissions, as JSON in RabbitMQ's form.</param>
    /// <param name="configuration">Further lines of <c>rabbitmq.conf</c>.</param>
    public RabbitMqProcess(string definitions, string configuration = "")
    {
        File.WriteAllText(_folder.File("definitions.json"), definitions);
        File.WriteAllText(
            _folder.File("rabbitmq.conf"),
            $"""
            listeners.tcp.1 = 127.0.0.1:{Port}
            load_definitions = {_folder.File("definitions.json")}
            {configuration}

            """);
        File.WriteAllText(_folder.File("plugins"), "[].");
        _mapper = Process.Start(Mapper(), ["-address", "127.0.0.1", "-port", Text(_mapperPort)]);
    }

    public static bool IsInstalled => File.Exists(Server);

    public int Port { get; } = FreePort();

    /// <summary>What the broker itself has computed since it was started.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            using var node = Process.GetProcessById(int.Parse(NodeId(), CultureInfo.InvariantCulture));
            return node.TotalProcessorTime;
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Returns when the broker takes connections.</summary>
    /// <exception cref="InvalidOperationException">It has ended before.</exception>
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
        while (!await TakesConnectionsAsync(limit.Token))
        {
            if (_server.HasExited)
            {
                throw new InvalidOperationException("The broker has ended.");
            }

            await Task.Delay(PauseBetweenLooks, limit.Token);
        }

        static void Ignore(object sender, DataReceivedEventArgs line)
        {
            // Read so that the pipe does not fill.
        }
    }

    /// <summary>Stops the broker; what it was given to keep, it keeps.</summary>
    public async Task StopAsync()
    {
        if (_server is not null)
        {
            using var stop = Process.Start("kill", ["-TERM", NodeId()]);
            await _server.WaitForExitAsync().WaitAsync(Timeout);
        }
    }

    /// <summary>Ends the port mapper and deletes the data; the broker is to be stopped before.</summary>
    public void Dispose()
    {
        _server?.Dispose();
        _mapper.Kill();
        _mapper.WaitForExit();
        _mapper.Dispose();
        _folder.Dispose();
    }

    private string NodeId() => File.ReadAllText(_folder.File("pid")).Trim();

    // Its listeners open last of all that a node does when it starts.
    private async Task<bool> TakesConnectionsAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private Dictionary<string, string> Environment() => new()
    {
        ["HOME"] = _folder.Path,
        ["RABBITMQ_NODENAME"] = $"tarl{Port}@localhost",
        ["RABBITMQ_CONFIG_FILE"] = _folder.File("rabbitmq.conf"),
        ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
        ["RABBITMQ_MNESIA_BASE"] = _folder.File("mnesia"),
        ["RABBITMQ_LOG_BASE"] = _folder.File("log"),
        ["RABBITMQ_PID_FILE"] = _folder.File("pid"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = _folder.File("plugins"),
        ["RABBITMQ_DIST_PORT"] = Text(_distributionPort),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["ERL_EPMD_PORT"] = Text(_mapperPort),
    };

    /// <summary>Erlang's port mapper; one of our own, so that no other is left running.</summary>
    private static string Mapper() =>
        Directory.EnumerateDirectories("/usr/lib/erlang", "erts-*").Select(folder => Path.Combine(folder, "bin/epmd")).First(File.Exists);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
