using System.Text.Json.Nodes;

namespace Tarl.Deployment.Tests.Kubernetes;

/// <summary>Against the schemas of Kubernetes, KEDA and the Prometheus operator, strictly.</summary>
public sealed class SchemaTests
{
    [OverlayTheory, OverlayData]
    public async Task Overlay_EveryObject_FitsItsSchema(string overlay)
    {
        var objects = await Overlays.ResolveAsync(overlay);

        Assert.Empty(await CheckAsync(objects));
        Assert.True(objects.Count > 30, "Kustomize has left objects out.");
    }

    [OverlayTheory]
    [InlineData("Deployment", "judge", "spec.template.spec.containers.0", "livenesProbe", """{ "httpGet": { "path": "/", "port": 1 } }""", "livenesProbe")]
    [InlineData("Deployment", "judge", "spec", "replicas", "\"two\"", "replicas")]
    [InlineData("StatefulSet", "broker", "spec.template.spec.securityContext", "runAsNonroot", "true", "runAsNonroot")]
    [InlineData("NetworkPolicy", "broker", "spec", "podSelecter", "{}", "podSelecter")]
    [InlineData("PodDisruptionBudget", "judge", "spec", "maxUnavailable", "true", "maxUnavailable")]
    [InlineData("ScaledObject", "rolloutworker", "spec", "minReplicas", "1", "minReplicas")]
    [InlineData("PrometheusRule", "tarl", "spec.groups.0.rules.0", "exp", "\"1\"", "exp")]
    [InlineData("Service", "sandbox", "spec", "sessionAffinity", "7", "sessionAffinity")]
    public async Task Overlay_MistypedField_IsFound(string kind, string name, string place, string field, string value, string named)
    {
        var item = (await Overlays.ResolveAsync("cpu")).Single(item => Overlays.KindOf(item) == kind && Overlays.NameOf(item) == name);
        var target = place.Split('.').Aggregate((JsonNode)item, (node, step) => int.TryParse(step, out var index) ? node[index]! : node[step]!);
        target[field] = JsonNode.Parse(value);

        var problems = await CheckAsync([item]);

        Assert.Contains(problems, problem => ((string)problem!).Contains(named, StringComparison.Ordinal));
    }

    [OverlayTheory, OverlayData]
    public async Task Overlay_MistypedApiVersion_IsFound(string overlay)
    {
        var item = (await Overlays.ResolveAsync(overlay)).First(item => Overlays.KindOf(item) == "PodDisruptionBudget");
        item["apiVersion"] = "policy/v2";

        Assert.NotEmpty(await CheckAsync([item]));
    }

    private static Task<JsonArray> CheckAsync(IEnumerable<JsonObject> objects) =>
        NodeScript.RunAsync("check-manifests.mjs", new JsonArray([.. objects.Select(item => item.DeepClone())]).ToJsonString());
}
