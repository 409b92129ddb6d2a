namespace Tarl.Curriculum.Samplers;

/// <summary>
/// Picks the tasks of an update's groups. A pure function of what it is told: the same round gives the same tasks whenever, wherever and
/// however often asked, so that a curriculum which is killed or asked twice changes nothing.
/// </summary>
public interface ITaskSampler
{
    /// <summary>The name it is chosen by: <c>uniform</c>, <c>pass-rate</c>, <c>staged</c>, <c>mixed</c>.</summary>
    string Name { get; }

    /// <summary>The section of the configuration that it alone reads; null if it has no options.</summary>
    string? Section { get; }

    /// <summary>One task a group; a task may come twice where there are fewer tasks than groups.</summary>
    /// <exception cref="InvalidDataException">The tasks are not such that they can be sampled in this way.</exception>
    IReadOnlyList<ChosenTask> Choose(SamplingRound round);
}
