using System.Diagnostics.Metrics;
using Tarl.Contracts.Curriculum;
using Tarl.Curriculum.Samplers;

namespace Tarl.Curriculum.RequestRollouts;

/// <summary>What the curriculum counts; costs nothing while nobody listens.</summary>
internal static class CurriculumMetrics
{
    private static readonly Meter Meter = new("Tarl.Curriculum");

    private static readonly Counter<long> Rollouts = Meter.CreateCounter<long>("tarl.rollouts.requested", "{episode}", "Rollouts planned, by purpose");

    private static readonly Counter<long> Groups = Meter.CreateCounter<long>("tarl.groups.chosen", "{group}", "Groups chosen for updates, by the tasks' family and the sampler's reason");

    public static void Planned(RolloutPurpose purpose, int rollouts) => Rollouts.Add(rollouts, new KeyValuePair<string, object?>("purpose", purpose));

    public static void Chosen(IEnumerable<ChosenTask> groups)
    {
        foreach (var (family, reason) in groups.Select(group => (group.Task.Domain, group.Choice.Reason)))
        {
            Groups.Add(1, new("family", family), new("reason", reason));
        }
    }
}
