using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tarl.Deployment.Tests.Kubernetes;

namespace Tarl.Deployment.Tests.Monitoring;

public sealed partial class MonitoringTests
{
    private const string Folder = "k8s/components/monitoring";

    [Theory]
    [InlineData("tarl.json")]
    [InlineData("alerts.yaml")]
    public void Metrics_OfDashboardAndAlerts_AreOnesThatTheCodeExposes(string file)
    {
        var named = Metric().Matches(Repository.Read($"{Folder}/{file}")).Select(match => match.Value).Distinct().ToList();

        Assert.True(named.Count > 5, "The file names fewer metrics than it should.");
        Assert.All(named, metric => Assert.Contains(metric, CodeMetrics.Names));
    }

    [Fact]
    public void Dashboard_EveryPanel_HasAnExpressionAndAPlaceOfItsOwn()
    {
        var panels = JsonNode.Parse(Repository.Read($"{Folder}/tarl.json"))!["panels"]!.AsArray();

        Assert.All(panels, panel => Assert.All(panel!["targets"]!.AsArray(), target => Assert.NotEqual("", (string?)target!["expr"])));
        Assert.Equal(panels.Count, panels.Select(panel => (int)panel!["id"]!).Distinct().Count());
        Assert.Equal(panels.Count, panels.Select(panel => ((int)panel!["gridPos"]!["x"]!, (int)panel["gridPos"]!["y"]!)).Distinct().Count());
    }

    [Fact]
    public void Dashboard_EveryFigureThatIsPromised_IsOnIt()
    {
        var text = Repository.Read($"{Folder}/tarl.json");

        Assert.All(
            ["tarl_queue_messages", "tarl_episodes_total", "tarl_tokens_total", "tarl_update_staleness", "tarl_boundary_duration_seconds_bucket", "tarl_learner_busy_seconds_total"],
            metric => Assert.Contains(metric, text));
    }

    [OverlayTheory]
    [InlineData("cpu")]
    [InlineData("gpu")]
    public async Task EveryAlert_HasItsParagraphInTheRunbook(string overlay)
    {
        var rules = (await Overlays.ResolveAsync(overlay)).Single(item => Overlays.KindOf(item) == "PrometheusRule")["spec"]!["groups"]![0]!["rules"]!.AsArray();
        var headings = Heading().Matches(Repository.Read("docs/operations.md")).Select(match => match.Groups[1].Value).ToHashSet();

        foreach (var rule in rules)
        {
            var alert = (string)rule!["alert"]!;
            Assert.Contains(alert, headings);
            Assert.Equal($"docs/operations.md#{alert.ToLowerInvariant()}", (string?)rule["annotations"]!["runbook"]);
        }
    }

    [OverlayTheory]
    [InlineData("cpu")]
    public async Task PodMonitor_ScrapesWhereTheServicesExpose(string overlay)
    {
        var objects = await Overlays.ResolveAsync(overlay);
        var endpoint = objects.Single(item => Overlays.KindOf(item) == "PodMonitor" && Overlays.NameOf(item) == "tarl")["spec"]!["podMetricsEndpoints"]![0]!;

        Assert.Equal("/metrics", (string?)endpoint["path"]);
        foreach (var workload in (await Overlays.WorkloadsAsync(overlay)).Where(workload => Overlays.KindOf(workload) != "Job" && Overlays.NameOf(workload) != "broker"))
        {
            var port = Overlays.ContainersOf(workload).Single()["ports"]!.AsArray().Single(port => (string)port!["name"]! == (string)endpoint["port"]!);
            Assert.Equal(8080, (int)port!["containerPort"]!);
        }
    }

    [GeneratedRegex(@"\btarl_[a-z_]+\b")]
    private static partial Regex Metric();

    [GeneratedRegex(@"^### (\w+)", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
