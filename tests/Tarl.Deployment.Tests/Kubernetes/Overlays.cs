using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Tarl.Deployment.Tests.Kubernetes;

/// <summary>The objects that each overlay makes, as <c>kubectl kustomize</c> resolves them.</summary>
internal static class Overlays
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<JsonArray>>> Resolved = new();

    public static bool CanBeResolved => NodeClient.Missing() is null && Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, "kubectl")));

    public static IEnumerable<string> Names => Directory.EnumerateDirectories(Repository.In("k8s/overlays")).Select(folder => Path.GetFileName(folder)!).Order();

    /// <summary>Copies that a test may change.</summary>
    public static async Task<List<JsonObject>> ResolveAsync(string overlay)
    {
        var objects = await Resolved.GetOrAdd(overlay, name => new(() => KustomizeAsync(name))).Value;
        return [.. objects.Select(item => item!.DeepClone().AsObject())];
    }

    /// <summary>Everything that runs pods: Deployments, StatefulSets, Jobs.</summary>
    public static async Task<List<JsonObject>> WorkloadsAsync(string overlay) =>
        [.. (await ResolveAsync(overlay)).Where(item => item["spec"]?["template"]?["spec"]?["containers"] is not null)];

    public static string NameOf(JsonNode item) => (string)item["metadata"]!["name"]!;

    public static string KindOf(JsonNode item) => (string)item["kind"]!;

    public static JsonNode PodOf(JsonNode workload) => workload["spec"]!["template"]!["spec"]!;

    public static IEnumerable<JsonObject> ContainersOf(JsonNode workload) => PodOf(workload)["containers"]!.AsArray().Select(container => container!.AsObject());

    private static async Task<JsonArray> KustomizeAsync(string overlay) =>
        await NodeScript.RunAsync("to-json.mjs", await OtherProgram.RunAsync("kubectl", ["kustomize", Repository.In($"k8s/overlays/{overlay}")]));
}
