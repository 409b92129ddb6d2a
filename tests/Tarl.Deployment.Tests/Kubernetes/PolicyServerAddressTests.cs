namespace Tarl.Deployment.Tests.Kubernetes;

public sealed class PolicyServerAddressTests
{
    [OverlayTheory, OverlayData]
    public async Task Addresses_EveryReplica_HasOneAtItsPort(string overlay)
    {
        var objects = await Overlays.ResolveAsync(overlay);
        var server = objects.Single(item => Overlays.KindOf(item) == "StatefulSet" && Overlays.NameOf(item) == "policyserver");
        var port = Overlays.ContainersOf(server).Single()["ports"]!.AsArray().Single(port => (string)port!["name"]! == "grpc")!["containerPort"]!;
        var expected = Enumerable.Range(0, (int)server["spec"]!["replicas"]!)
            .Select(replica => $"http://policyserver-{replica}.{server["spec"]!["serviceName"]}:{port}");

        var addresses = objects.Single(item => item["data"]?["PolicyServer__Address"] is not null)["data"]!["PolicyServer__Address"]!;

        Assert.Equal(string.Join(',', expected), (string)addresses!);
    }
}
