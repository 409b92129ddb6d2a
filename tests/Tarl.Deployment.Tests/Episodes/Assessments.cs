using System.Collections.Concurrent;

namespace Tarl.Deployment.Tests.Episodes;

/// <summary>Which verdicts and judgements have come.</summary>
internal sealed class Assessments
{
    /// <summary>Only guards against an episode that never ends.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    private readonly BlockingCollection<Guid> _arrivals = [];

    public void Add(Guid episodeId) => _arrivals.Add(episodeId);

    /// <summary>Waits until each episode has been verified and judged: heard of twice.</summary>
    public Task OfAllAsync(IReadOnlyCollection<Guid> episodes) => Task.Run(() =>
    {
        using var limit = new CancellationTokenSource(Timeout);
        var missing = episodes.Concat(episodes).ToList();
        while (missing.Count > 0)
        {
            missing.Remove(_arrivals.Take(limit.Token));
        }
    });
}
