using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Training;

namespace Tarl.Curriculum.Samplers.PassRate;

/// <summary>
/// What results say of pass rates. A result that is a half-life old counts half. A kind is believed to pass at one half until it has been tried,
/// and a task to pass as its kind does: means of beta distributions (Gelman et al., Bayesian Data Analysis, section 2.4).
/// </summary>
public sealed class PassRateEstimate
{
    private const double Unknown = 0.5;

    private readonly double _prior;
    private readonly Dictionary<string, Tally> _tasks = [];
    private readonly Dictionary<string, Tally> _kinds = [];

    /// <param name="round">Its results; those of tasks that it has not are passed over.</param>
    /// <param name="halfLife">In updates.</param>
    /// <param name="prior">Episodes that what is believed beforehand is worth.</param>
    public PassRateEstimate(SamplingRound round, double halfLife, double prior)
    {
        _prior = prior;
        var kinds = new Dictionary<string, string>(round.Tasks.Select(task => KeyValuePair.Create(task.Id, task.Kind)).DistinctBy(task => task.Key));

        // In one order, whatever order they come in: sums differ in their last digits otherwise.
        foreach (var result in round.Results.Where(result => kinds.ContainsKey(result.TaskId)).OrderBy(result => result.Update).ThenBy(result => result.TaskId, StringComparer.Ordinal))
        {
            var weight = Math.Pow(2, -(round.Update - 1 - result.Update) / halfLife);
            Add(_tasks, result.TaskId, result, weight);
            Add(_kinds, kinds[result.TaskId], result, weight);
        }
    }

    public double OfKind(string kind) => Mean(_kinds.GetValueOrDefault(kind), Unknown);

    public double Of(TaskSpec task) => Mean(_tasks.GetValueOrDefault(task.Id), OfKind(task.Kind));

    private double Mean(Tally tally, double believed) => (tally.Passes + (_prior * believed)) / (tally.Trials + _prior);

    private static void Add(Dictionary<string, Tally> tallies, string key, TaskResult result, double weight)
    {
        var tally = tallies.GetValueOrDefault(key);
        tallies[key] = new Tally(tally.Trials + (weight * result.Trials), tally.Passes + (weight * result.Passes));
    }

    private readonly record struct Tally(double Trials, double Passes);
}
