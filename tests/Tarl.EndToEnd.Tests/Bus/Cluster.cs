namespace Tarl.EndToEnd.Tests.Bus;

/// <summary>Every service as a process of its own, for one tiny run, and the command that conducts it.</summary>
internal sealed class Cluster : IDisposable
{
    public static readonly string[] Names = ["Curriculum", "RolloutWorker", "UserSimulator", "Sandbox", "Verifier", "Judge", "PolicyServer", "Learner"];

    private readonly Dictionary<string, ServiceProcess> _services = [];
    private readonly string _url;
    private readonly string _run;
    private readonly int _updates;
    private readonly Func<string, (string Name, string Value)[]> _more;
    private readonly int _sandboxPort = RabbitMqProcess.FreePort();
    private readonly int _policyPort = RabbitMqProcess.FreePort();

    /// <param name="more">Further settings of a service, or of <c>Cli</c>, as what it shows to the others; by default all are the tests' user of the broker, and show no tokens.</param>
    /// <param name="started">The services that are there from the beginning; by default all.</param>
    public Cluster(string url, string run, int updates, Func<string, (string Name, string Value)[]>? more = null, string[]? started = null)
    {
        (_url, _run, _updates, _more) = (url, run, updates, more ?? (_ => []));
        foreach (var name in started ?? Names)
        {
            Start(name);
        }
    }

    /// <summary>The run that <see cref="TinyRun.Arguments"/> have one process make.</summary>
    /// <param name="options">Further ones.</param>
    public ServiceProcess Conduct(params string[] options)
    {
        // Services have their own configuration.
        var arguments = TinyRun.Arguments(_run, updates: _updates);
        return ServiceProcess.Command(_url, _more("Cli"), [.. arguments[..Array.IndexOf(arguments, "--set")], "--conduct", .. options]);
    }

    public ServiceProcess this[string name] => _services[name];

    public void Start(string name) => _services[name] = ServiceProcess.Service(name, _url, [.. Settings(name), .. _more(name)]);

    /// <summary>Ends a service as kill -9 does, and starts it again, as its supervisor would.</summary>
    public async Task RestartAsync(string name)
    {
        using (var old = _services[name])
        {
            old.Kill();
            await old.EndAsync();
        }

        Start(name);
    }

    /// <summary>Waits until the conductor has written something, and meanwhile is the services' supervisor.</summary>
    public Task SaysAsync(ServiceProcess conductor, string text) => SuperviseAsync(conductor.SaysAsync(text));

    /// <summary>Waits for the conductor's end, and meanwhile is the services' supervisor.</summary>
    public Task<TarlResult> EndAsync(ServiceProcess conductor) => SuperviseAsync(conductor.EndAsync());

    private async Task<T> SuperviseAsync<T>(Task<T> waiting)
    {
        while (await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromMilliseconds(200))) != waiting)
        {
            StartEnded();
        }

        StartEnded();
        try
        {
            return await waiting;
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{failure.Message}\n{string.Join('\n', _services.Select(service => State(service.Key, service.Value)))}", failure);
        }
    }

    /// <summary>
    /// Starts again what has ended by itself, for the one reason that there is: MassTransit 8.4 goes on with a connection that the broker closes while it is being
    /// made, and the watch ends such a process.
    /// </summary>
    private void StartEnded()
    {
        foreach (var (name, service) in _services.Where(service => service.Value.HasEnded).ToArray())
        {
            Assert.True(service.Output.Contains("only a new process cures that", StringComparison.Ordinal), $"{name} has ended by itself: {service.Output}");
            service.Dispose();
            Start(name);
        }
    }

    public void Dispose()
    {
        foreach (var service in _services.Values)
        {
            service.Dispose();
        }
    }

    /// <summary>Whether a service runs, and the last that it has complained of.</summary>
    private static string State(string name, ServiceProcess service)
    {
        var complaints = service.Output.Split('\n').Where(line => !line.Contains("\"LogLevel\":\"Information\"", StringComparison.Ordinal) && line.Length > 0).TakeLast(8);
        return $"== {name}{(service.HasEnded ? " HAS ENDED" : "")}\n{string.Join('\n', complaints.Select(line => line[..Math.Min(line.Length, 400)]))}";
    }

    private (string Name, string Value)[] Settings(string name) => name switch
    {
        "Curriculum" =>
        [
            ("Curriculum__TasksPath", Path.Combine(_run, "data", "train.jsonl")), ("Curriculum__Seed", "1"), ("Curriculum__Updates", $"{_updates}"),
            ("Curriculum__GroupsPerUpdate", "4"), ("Curriculum__GroupSize", "4"),
        ],
        "RolloutWorker" => [PolicyAddress, SandboxAddress],
        "Sandbox" => [("ASPNETCORE_URLS", $"http://127.0.0.1:{_sandboxPort}"), ("Sandbox__DataFolder", Path.Combine(_run, "data"))],
        "Verifier" => [SandboxAddress],
        "PolicyServer" =>
        [
            ("Grpc__ListenUrl", $"http://127.0.0.1:{_policyPort}"), ("PolicyServer__Threads", "2"), ("PolicyServer__Replica", "here"),
            ("PolicyServer__CheckpointFolder", Path.Combine(_run, "checkpoints")),
        ],
        "Learner" =>
        [
            PolicyAddress, SandboxAddress, ("Learner__RunFolder", _run), ("Learner__Seed", "1"), ("Learner__Threads", "2"), ("Cloning__Steps", TinyRun.CloningSteps),
            ("Cloning__RepetitionSteps", TinyRun.RepetitionSteps), ("Cloning__SaveEvery", "2"), ("Reinforcement__Updates", $"{_updates}"),
        ],
        _ => [],
    };

    private (string, string) PolicyAddress => ("PolicyServer__Address", $"http://127.0.0.1:{_policyPort}");

    private (string, string) SandboxAddress => ("Sandbox__Address", $"http://127.0.0.1:{_sandboxPort}");
}
