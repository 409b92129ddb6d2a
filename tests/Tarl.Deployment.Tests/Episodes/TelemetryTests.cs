using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Tarl.ServiceDefaults.Telemetry.Traces;

namespace Tarl.Deployment.Tests.Episodes;

/// <summary>What a host tells of the episodes it plays; one after the other, for the process has one set of counters.</summary>
public sealed class TelemetryTests
{
    private const int Episodes = 6;

    [Fact]
    public async Task Metrics_AfterSixEpisodes_CountEachOnceAtEveryService()
    {
        await using var services = await Services.StartAsync();
        var before = await ScrapeAsync(services);

        await services.PlayAsync(Episodes);

        var after = await ScrapeAsync(services);
        Assert.Equal(Episodes, Grown("tarl_episodes_total", "agent=\"demonstrator\""));
        Assert.Equal(0, Grown("tarl_episodes_total", "stop_reason=\"Failed\""));
        Assert.Equal(Episodes, Grown("tarl_episode_duration_seconds_count"));
        Assert.Equal(Episodes, Grown("tarl_verdicts_total"));
        Assert.Equal(Episodes, Grown("tarl_judgements_total", "outcome=\"judged\""));
        Assert.Equal(0, after.Sum("tarl_episodes_in_flight"));
        Assert.Equal(Grown("tarl_user_turns_total"), Grown("tarl_boundary_duration_seconds_count", "boundary=\"User\""));

        // Two calls of the sandbox an episode besides its tool calls, to open it and to read the changes; the verifier's own replays come on top of these.
        Assert.InRange(Grown("tarl_boundary_duration_seconds_count", "boundary=\"Sandbox\"") - (2 * Episodes), 1, Grown("tarl_tool_calls_total"));

        double Grown(string metric, string labels = "") => after.Sum(metric, labels) - before.Sum(metric, labels);
    }

    [Fact]
    public async Task Metrics_Endpoint_NamesTheVersionOfTheTextForm()
    {
        await using var services = await Services.StartAsync();

        using var answer = await services.Http.GetAsync(new Uri("/metrics", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task Trace_OfAnEpisode_RunsFromWorkerThroughUserVerifierAndJudge()
    {
        var spans = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is EpisodeTrace.SourceName or "MassTransit",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        IReadOnlyList<Guid> episodes;
        await using (var services = await Services.StartAsync())
        {
            episodes = await services.PlayAsync(2);
        }

        foreach (var episode in episodes)
        {
            var trace = spans.Where(span => span.TraceId == EpisodeTrace.TraceIdOf(episode)).ToList();
            Assert.Single(trace, span => span.OperationName == "run episode" && Equals(span.GetTagItem("tarl.episode.id"), episode.ToString()));
            Assert.All(
                ["simulate user turn", "verify-episode", "judge-episode", "EpisodeVerified", "EpisodeJudged"],
                step => Assert.Contains(trace, span => span.DisplayName.Contains(step, StringComparison.Ordinal)));
        }
    }

    private static async Task<PrometheusScrape> ScrapeAsync(Services services) =>
        new(await services.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative)));
}
