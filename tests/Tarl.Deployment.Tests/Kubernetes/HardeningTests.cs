using System.Text.Json.Nodes;

namespace Tarl.Deployment.Tests.Kubernetes;

public sealed class HardeningTests
{
    [OverlayTheory, OverlayData]
    public async Task EveryPod_RunsWithoutRootAndPrivileges(string overlay)
    {
        foreach (var workload in await Overlays.WorkloadsAsync(overlay))
        {
            var (name, pod) = (Overlays.NameOf(workload), Overlays.PodOf(workload));
            Assert.True((bool?)pod["securityContext"]?["runAsNonRoot"] == true, name);
            Assert.True((int?)pod["securityContext"]?["runAsUser"] > 0, name);
            Assert.Equal("RuntimeDefault", (string?)pod["securityContext"]?["seccompProfile"]?["type"]);
            Assert.True((bool?)pod["automountServiceAccountToken"] == false, name);
            foreach (var security in Overlays.ContainersOf(workload).Select(container => container["securityContext"]!))
            {
                Assert.True((bool?)security["readOnlyRootFilesystem"] == true, name);
                Assert.True((bool?)security["allowPrivilegeEscalation"] == false, name);
                Assert.Equal("ALL", (string?)security["capabilities"]?["drop"]?[0]);
            }
        }
    }

    [OverlayTheory, OverlayData]
    public async Task EveryContainer_RequestsAndLimitsResources(string overlay)
    {
        foreach (var workload in await Overlays.WorkloadsAsync(overlay))
        {
            foreach (var resources in Overlays.ContainersOf(workload).Select(container => container["resources"]!))
            {
                Assert.NotNull(resources["requests"]?["cpu"]);
                Assert.NotNull(resources["requests"]?["memory"]);
                Assert.NotNull(resources["limits"]?["memory"]);
            }
        }
    }

    [OverlayTheory, OverlayData]
    public async Task EveryService_HasADisruptionBudgetAndThreeProbes(string overlay)
    {
        var objects = await Overlays.ResolveAsync(overlay);
        var budgets = objects.Where(item => Overlays.KindOf(item) == "PodDisruptionBudget")
            .Select(item => (string)item["spec"]!["selector"]!["matchLabels"]!["app.kubernetes.io/name"]!).ToHashSet();
        foreach (var workload in (await Overlays.WorkloadsAsync(overlay)).Where(workload => Overlays.KindOf(workload) != "Job"))
        {
            Assert.Contains(Overlays.NameOf(workload), budgets);
            foreach (var container in Overlays.ContainersOf(workload))
            {
                Assert.All(["startupProbe", "livenessProbe", "readinessProbe"], probe => Assert.NotNull(container[probe]));
            }
        }
    }

    [OverlayTheory, OverlayData]
    public async Task Overlay_HoldsNoSecretAndNamesAllThatIsMade(string overlay)
    {
        var objects = await Overlays.ResolveAsync(overlay);
        var made = await SecretFiles.NamesAsync();

        Assert.DoesNotContain(objects, item => Overlays.KindOf(item) == "Secret");
        var mounted = (await Overlays.WorkloadsAsync(overlay)).SelectMany(workload => Overlays.PodOf(workload)["volumes"]!.AsArray())
            .Where(volume => volume!["secret"] is not null)
            .SelectMany(volume => volume!["secret"]!["items"]!.AsArray().Select(item => (string)item!["key"]!));
        Assert.All(mounted, key => Assert.Contains(key, made));
    }

    [OverlayTheory, OverlayData]
    public async Task Network_ByDefault_DeniesAndWhatIsAllowedIsServed(string overlay)
    {
        var objects = await Overlays.ResolveAsync(overlay);
        var policies = objects.Where(item => Overlays.KindOf(item) == "NetworkPolicy").ToList();
        var deny = policies.Single(policy => Overlays.NameOf(policy) == "default-deny")["spec"]!;

        Assert.Empty(deny["podSelector"]!.AsObject());
        Assert.Equal(["Ingress", "Egress"], deny["policyTypes"]!.AsArray().Select(type => (string)type!));
        Assert.Null(deny["ingress"] ?? deny["egress"]);
        var served = (await Overlays.WorkloadsAsync(overlay)).SelectMany(Overlays.ContainersOf)
            .SelectMany(container => container["ports"]?.AsArray() ?? []).Select(port => (int)port!["containerPort"]!).ToHashSet();
        var allowed = policies.SelectMany(policy => policy["spec"]!["ingress"]?.AsArray() ?? []).SelectMany(rule => rule!["ports"]!.AsArray())
            .Select(port => (int)port!["port"]!);
        Assert.All(allowed, port => Assert.Contains(port, served));
    }

    [OverlayTheory, OverlayData]
    public async Task EveryServicePort_LeadsToAPortOfItsPods(string overlay)
    {
        var workloads = await Overlays.WorkloadsAsync(overlay);
        foreach (var service in (await Overlays.ResolveAsync(overlay)).Where(item => Overlays.KindOf(item) == "Service"))
        {
            var name = (string)service["spec"]!["selector"]!["app.kubernetes.io/name"]!;
            var ports = Overlays.ContainersOf(workloads.Single(workload => Overlays.NameOf(workload) == name))
                .SelectMany(container => container["ports"]!.AsArray()).Select(port => ((string)port!["name"]!, (int)port["containerPort"]!)).ToHashSet();
            foreach (var port in service["spec"]!["ports"]!.AsArray())
            {
                Assert.Contains(((string)port!["targetPort"]!, (int)port["port"]!), ports);
            }
        }
    }

    [OverlayTheory]
    [InlineData("gpu", true)]
    [InlineData("cpu", false)]
    public async Task PolicyServerAndLearner_OnGpuNodes_OnlyInTheGpuOverlay(string overlay, bool expected)
    {
        var onGpu = (await Overlays.WorkloadsAsync(overlay))
            .Where(workload => Overlays.ContainersOf(workload).Any(container => container["resources"]!["limits"]!["nvidia.com/gpu"] is not null)
                && Overlays.PodOf(workload)["nodeSelector"]?["nvidia.com/gpu.present"] is JsonValue)
            .Select(Overlays.NameOf).Order();

        Assert.Equal(expected ? ["learner", "policyserver"] : [], onGpu);
    }
}
