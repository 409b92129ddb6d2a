namespace Tarl.EndToEnd.Tests.Bus;

/// <summary>The services of a run as a deployment starts them: each a process of its own, with its own user of the broker, and tokens before policy server and sandbox.</summary>
internal sealed class DeployedServices(SecuredBroker broker, string runFolder) : IDisposable
{
    private readonly List<ServiceProcess> _processes = [];
    private readonly string _policyServer = $"http://127.0.0.1:{RabbitMqProcess.FreePort()}";

    /// <summary>The process that makes the run's data, starts it and ends with it.</summary>
    public ServiceProcess Conduct(params string[] arguments) => ServiceProcess.Command(broker.Url, User("conductor"), arguments);

    /// <summary>Starts all others, once the run's data are there.</summary>
    public async Task StartAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!File.Exists(Path.Combine(runFolder, "data/heldout.jsonl")))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
        }

        var sandbox = Start("Sandbox", [], ("Sandbox__DataFolder", Path.Combine(runFolder, "data")), ("Sandbox__TokenFile", broker.SecretFile("sandbox-token")));
        (string, string)[] tools = [("Sandbox__Address", await sandbox.AddressAsync()), ("Sandbox__TokenFile", broker.SecretFile("sandbox-token"))];
        (string, string)[] policy = [("PolicyServer__Address", _policyServer), ("PolicyServer__TokenFile", broker.SecretFile("policyserver-token"))];
        Start(
            "Curriculum", User("curriculum"), ("Curriculum__TasksPath", Path.Combine(runFolder, "data/train.jsonl")), ("Curriculum__Updates", "3"),
            ("Curriculum__GroupsPerUpdate", "4"), ("Curriculum__GroupSize", "4"));
        Start("UserSimulator", User("usersimulator"));
        Start("Verifier", User("verifier"), tools);
        Start("Judge", User("judge"));
        Start("RolloutWorker", User("rolloutworker"), [.. tools, .. policy]);
        Start(
            "PolicyServer", User("policyserver"), ("Grpc__ListenUrl", _policyServer), ("Grpc__TokenFile", broker.SecretFile("policyserver-token")),
            ("PolicyServer__Threads", "2"));
        Start(
            "Learner", User("learner"),
            [.. tools, .. policy, ("Learner__RunFolder", runFolder), ("Learner__Threads", "2"), ("Cloning__Steps", "20"), ("Reinforcement__Updates", "3")]);
    }

    public void Dispose() => _processes.ForEach(process => process.Dispose());

    private ServiceProcess Start(string service, (string Name, string Value)[] user, params (string Name, string Value)[] settings)
    {
        var process = ServiceProcess.Service(service, broker.Url, [.. user, .. settings]);
        _processes.Add(process);
        return process;
    }

    private (string Name, string Value)[] User(string name) =>
        [("Bus__Username", name), ("Bus__Password", ""), ("Bus__PasswordFile", broker.PasswordFile(name))];
}
