using System.Diagnostics;
using Tarl.ServiceDefaults.Telemetry.Traces;

namespace Tarl.ServiceDefaults.Tests.Telemetry;

public sealed class EpisodeTraceTests
{
    private static readonly Guid Episode = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e");

    [Fact]
    public void Start_Listened_TraceIdIsTheEpisodeId()
    {
        using var listener = Listen();
        using var span = EpisodeTrace.Start("run episode", Episode);

        Assert.Equal("0f8fad5bd9cb469fa16570867728950e", span!.TraceId.ToHexString());
        Assert.Equal("0f8fad5b-d9cb-469f-a165-70867728950e", span.GetTagItem("tarl.episode.id"));
        Assert.Same(span, Activity.Current);
    }

    [Fact]
    public void Start_WithinAnotherTrace_LinksToItInsteadOfJoiningIt()
    {
        using var listener = Listen();
        using var order = new Activity("order").Start();
        using var span = EpisodeTrace.Start("run episode", Episode);

        Assert.NotEqual(order.TraceId, span!.TraceId);
        Assert.Equal(order.Context, Assert.Single(span.Links).Context);
    }

    [Fact]
    public void Start_TwiceForOneEpisode_BothSpansShareTraceAndParent()
    {
        using var listener = Listen();
        using var first = EpisodeTrace.Start("run episode", Episode);
        using var second = EpisodeTrace.Start("record episode", Episode);

        Assert.Equal(first!.TraceId, second!.TraceId);
        Assert.Equal(first.ParentSpanId, second.ParentSpanId);
        Assert.NotEqual(first.SpanId, second.SpanId);
        Assert.Empty(second.Links);
    }

    [Fact]
    public void Start_NobodyListens_IsNothing() => Assert.Null(EpisodeTrace.Start("run episode", Episode));

    private static ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == EpisodeTrace.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
