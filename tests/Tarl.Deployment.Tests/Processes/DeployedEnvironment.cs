using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Tarl.Deployment.Tests.Compose;
using Tarl.Sandbox.GenerateDataSet;

namespace Tarl.Deployment.Tests.Processes;

/// <summary>The environment that the compose file gives a service, with its paths led into a folder of the test and without the broker.</summary>
internal sealed class DeployedEnvironment : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tarl-environment-");

    public DeployedEnvironment()
    {
        DataSetGenerator.Generate(new DataSetOptions { Users = 40, TrainingTasks = 10, HeldOutTasks = 10 }, 1, In("runs/run/data"));
        Directory.CreateDirectory(In("run/secrets"));
    }

    public Dictionary<string, string> Of(JsonObject service)
    {
        foreach (var secret in service["secrets"]?.AsArray() ?? [])
        {
            File.WriteAllText(In($"run/secrets/{secret}"), "open sesame");
        }

        return service["environment"]!.AsObject()
            .Where(variable => variable.Key is not ("Bus__Url" or "OTEL_EXPORTER_OTLP_ENDPOINT"))
            .ToDictionary(variable => variable.Key, variable => Localize(variable.Key, ComposeFile.WithDefaults($"{variable.Value}")));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Localize(string name, string value) => name switch
    {
        "Grpc__ListenUrl" => $"http://127.0.0.1:{FreePort()}",
        _ when value.StartsWith("/runs/", StringComparison.Ordinal) || value.StartsWith("/run/secrets/", StringComparison.Ordinal) => In(value[1..]),
        _ => value,
    };

    // Not 0: the server tells its two ports apart by their numbers.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string In(string path) => Path.Combine(_folder.FullName, path);
}
