using System.Diagnostics;
using System.Runtime.CompilerServices;
using RabbitMQ.Client;
using Tarl.Messaging.Connect;
using Broker = Tarl.Messaging.Connect.Broker;

namespace Tarl.EndToEnd.Tests.Bus;

/// <summary>A broker with the users and permissions that k8s/make-secrets.sh makes for a deployment, and nothing else.</summary>
public sealed class SecuredBroker : IAsyncLifetime, IDisposable
{
    private readonly Folder _folder = new();
    private RabbitMqProcess? _process;

    public string Url => $"rabbitmq://127.0.0.1:{_process!.Port}/tarl";

    public string SecretFile(string name) => _folder.In(Path.Combine("secrets", name));

    public string PasswordFile(string user) => SecretFile($"broker-{user}");

    /// <exception cref="BrokerRefusedException">The broker does not let this user in.</exception>
    public Task<IConnection> ConnectAsync(string? user, string? password = null, string? url = null) => new Broker(
        new BusOptions { Url = url ?? Url, Username = user, Password = password, PasswordFile = password is null && user is not null ? PasswordFile(user) : null })
        .ConnectAsync("test", CancellationToken.None);

    public async Task InitializeAsync()
    {
        if (!RabbitMqProcess.IsInstalled)
        {
            return;
        }

        using var script = Process.Start(new ProcessStartInfo("bash", [Script(), _folder.In("secrets")]) { RedirectStandardOutput = true })!;
        await script.WaitForExitAsync();
        Assert.Equal(0, script.ExitCode);
        _process = new RabbitMqProcess(File.ReadAllText(SecretFile("broker-definitions.json")));
        await _process.StartAsync();
    }

    public Task DisposeAsync() => _process?.StopAsync() ?? Task.CompletedTask;

    public void Dispose()
    {
        _process?.Dispose();
        _folder.Dispose();
    }

    private static string Script([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../../k8s/make-secrets.sh"));
}
