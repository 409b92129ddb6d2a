using Tarl.Testing;

namespace Tarl.Benchmarks.Bus;

/// <summary>A broker and the services around it, each a process of its own; this process stands for learner and command line.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    private const string User = "benchmark";

    private readonly List<ServiceProcess> _services = [];
    private readonly RabbitMqProcess _broker;
    private readonly Dictionary<string, string> _settings;

    private Deployment(Uri sandbox, int concurrency)
    {
        _broker = new RabbitMqProcess(Definitions());
        _settings = new Dictionary<string, string>(Players(sandbox, concurrency))
        {
            ["Bus__Url"] = $"rabbitmq://127.0.0.1:{_broker.Port}/",
            ["Bus__Username"] = User,
            ["Bus__Password"] = User,
        };
    }

    public BusHost Host { get; private set; } = null!;

    /// <summary>Of all processes but the broker.</summary>
    public TimeSpan CpuTime => _services.Aggregate(Environment.CpuUsage.TotalTime, (sum, service) => sum + service.CpuTime);

    public TimeSpan BrokerCpuTime => _broker.CpuTime;

    /// <summary>What players of episodes want to know, wherever they run. The demonstrator needs no policy server: none is ever called.</summary>
    public static Dictionary<string, string> Players(Uri sandbox, int concurrency) => new()
    {
        ["Sandbox__Address"] = sandbox.ToString(),
        ["PolicyServer__Address"] = "http://127.0.0.1:1",
        ["RolloutWorker__ConcurrentEpisodes"] = $"{concurrency}",
    };

    /// <param name="workers">Rollout worker processes.</param>
    /// <param name="concurrency">Episodes at once in each of them.</param>
    /// <param name="delay">How long a user thinks.</param>
    public static async Task<Deployment> StartAsync(Uri sandbox, int workers, int concurrency, TimeSpan delay, CancellationToken cancellationToken)
    {
        var deployment = new Deployment(sandbox, concurrency);
        try
        {
            await deployment._broker.StartAsync();
            deployment.Host = await BusHost.StartAsync(deployment._settings, playsToo: false, cancellationToken);
            await deployment.StartServiceAsync("UserSimulator", cancellationToken, KeyValuePair.Create("UserSimulator__Delay", $"{delay:c}"));
            await deployment.StartServiceAsync("Verifier", cancellationToken);
            await deployment.StartServiceAsync("Judge", cancellationToken);
            for (var worker = 0; worker < workers; worker++)
            {
                await deployment.StartServiceAsync("RolloutWorker", cancellationToken);
            }

            return deployment;
        }
        catch
        {
            await deployment.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _services.ForEach(service => service.Dispose());
        if (Host is not null)
        {
            await Host.DisposeAsync();
        }

        await _broker.StopAsync();
        _broker.Dispose();
    }

    private async Task StartServiceAsync(string name, CancellationToken cancellationToken, params IEnumerable<KeyValuePair<string, string>> further) =>
        _services.Add(await ServiceProcess.StartAsync(name, _settings.Concat(further), cancellationToken));

    private static string Definitions() =>
        $$"""
        {
          "users": [{ "name": "{{User}}", "password": "{{User}}", "tags": "" }],
          "vhosts": [{ "name": "/" }],
          "permissions": [{ "user": "{{User}}", "vhost": "/", "configure": ".*", "write": ".*", "read": ".*" }]
        }
        """;
}
