using System.Globalization;
using MassTransit;
using Tarl.RolloutWorker.RunEpisode;

namespace Tarl.Deployment.Tests.Kubernetes;

public sealed class AutoscalingTests
{
    /// <summary>As <c>Tarl.Messaging</c> names queues.</summary>
    private static readonly string Queue = new KebabCaseEndpointNameFormatter(prefix: null, includeNamespace: true).Consumer<RequestRolloutConsumer>();

    [OverlayTheory]
    [InlineData("cpu")]
    [InlineData("gpu")]
    public async Task Keda_WatchesTheQueueOfRollouts_AWorkerForEachFullLoad(string overlay)
    {
        var objects = await Overlays.ResolveAsync(overlay);
        var scaled = objects.Single(item => Overlays.KindOf(item) == "ScaledObject")["spec"]!;
        var trigger = scaled["triggers"]![0]!["metadata"]!;

        Assert.Equal("rolloutworker", (string?)scaled["scaleTargetRef"]!["name"]);
        Assert.Equal(Queue, (string?)trigger["queueName"]);
        Assert.Equal(await ConcurrentEpisodesAsync(overlay), int.Parse((string)trigger["value"]!, CultureInfo.InvariantCulture));
    }

    [OverlayTheory]
    [InlineData("cpu-hpa")]
    public async Task HorizontalPodAutoscaler_WatchesTheQueueOfRollouts_AWorkerForEachFullLoad(string overlay)
    {
        var objects = await Overlays.ResolveAsync(overlay);
        var scaler = objects.Single(item => Overlays.KindOf(item) == "HorizontalPodAutoscaler")["spec"]!;
        var external = scaler["metrics"]![0]!["external"]!;

        Assert.Equal("rolloutworker", (string?)scaler["scaleTargetRef"]!["name"]);
        Assert.Equal("tarl_queue_messages", (string?)external["metric"]!["name"]);
        Assert.Equal(Queue, (string?)external["metric"]!["selector"]!["matchLabels"]!["queue"]);
        Assert.Equal(await ConcurrentEpisodesAsync(overlay), int.Parse((string)external["target"]!["averageValue"]!, CultureInfo.InvariantCulture));
    }

    private static async Task<int> ConcurrentEpisodesAsync(string overlay)
    {
        var worker = (await Overlays.WorkloadsAsync(overlay)).Single(workload => Overlays.NameOf(workload) == "rolloutworker");
        var setting = Overlays.ContainersOf(worker).Single()["env"]!.AsArray().Single(entry => (string)entry!["name"]! == "RolloutWorker__ConcurrentEpisodes");
        return int.Parse((string)setting!["value"]!, CultureInfo.InvariantCulture);
    }
}
