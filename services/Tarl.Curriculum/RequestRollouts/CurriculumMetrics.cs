using System.Diagnostics.Metrics;
using Tarl.Contracts.Curriculum;

namespace Tarl.Curriculum.RequestRollouts;

/// <summary>What the curriculum counts; costs nothing while nobody listens.</summary>
internal static class CurriculumMetrics
{
    private static readonly Meter Meter = new("Tarl.Curriculum");

    private static readonly Counter<long> Rollouts = Meter.CreateCounter<long>("tarl.rollouts.requested", "{episode}", "Rollouts planned, by purpose");

    public static void Planned(RolloutPurpose purpose, int rollouts) => Rollouts.Add(rollouts, new KeyValuePair<string, object?>("purpose", purpose));
}
