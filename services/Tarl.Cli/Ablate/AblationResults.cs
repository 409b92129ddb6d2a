using System.Text.Json;
using Tarl.Cli.Compare;
using Tarl.Cli.Evaluate;
using Tarl.Cli.Evaluate.Statistics;
using Tarl.Cli.Report;
using Tarl.Cli.RunFolders;
using Tarl.Learner.PublishCheckpoint;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Cli.Ablate;

/// <summary>Reads what the runs of an ablation have measured. A seed counts as a whole: it has its own tasks, base and luck.</summary>
internal sealed class AblationResults(AblationPlan plan, IReadOnlyList<AblationRun> runs, Func<AblationRun, RunFolder> folderOf)
{
    private const int LargestK = 4;

    public IReadOnlyList<VariantResult> Read()
    {
        var measured = plan.Variants.ToDictionary(variant => variant.Name, variant => plan.Seeds.Select(seed => Load(variant, seed, null)).ToArray());
        return [.. plan.Variants.Select(variant => Result(variant, measured[variant.Name], measured[plan.Baseline]))];
    }

    private VariantResult Result(AblationVariant variant, ComparedRun[] seeds, ComparedRun[] baselines)
    {
        var trials = seeds.Min(seed => seed.Tasks.Values.Max(task => task.Outcome.Trials));
        return new VariantResult(
            variant.Name,
            [
                .. from k in PassHatK.Exponents(trials).Where(k => k <= LargestK)
                   let estimate = Over(seeds.Select(seed => PassRates(seed, k)))
                   select new PassK(k, estimate.Value, estimate.Low, estimate.High),
            ],
            variant.Name == plan.Baseline ? null : Over(seeds.Zip(baselines, Differences)),
            plan.Transfer.ToDictionary(domain => domain, domain => Over(plan.Seeds.Select(seed => PassRates(Load(variant, seed, domain), 1)))),
            Conduct(variant));
    }

    private ComparedRun Load(AblationVariant variant, ulong seed, string? domain)
    {
        var folder = folderOf(AblationRun.ResultOf(plan, runs, variant, seed));
        var version = new CheckpointStore(folder.CheckpointFolder).LatestVersion();
        var run = ComparedRun.Load(folder.Path, domain is null || domain == RunSettings.Load(folder.SettingsPath).Domain ? "trained" : $"policy-{version}-t1-{domain}");

        // Arithmetic is among the held-out tasks of every application, and says nothing about it.
        var tasks = run.Tasks.Where(task => DomainOf(task.Value) == (domain ?? run.Settings.Domain)).ToDictionary();
        return tasks.Count > 0 ? run with { Tasks = tasks } : throw new UserErrorException($"{folder.Path} was evaluated on no task of {domain ?? run.Settings.Domain}.");
    }

    private static string? DomainOf(ComparedTask task)
    {
        using var spec = JsonDocument.Parse(task.Spec);
        return spec.RootElement.GetProperty("domain").GetString();
    }

    private Dictionary<string, double> Conduct(AblationVariant variant)
    {
        var results = plan.Seeds.Select(seed => FinishedRun.Load(folderOf(AblationRun.ResultOf(plan, runs, variant, seed))).Summary.Evaluation.Trained).ToArray();
        return new Dictionary<string, double>
        {
            ["wait/turn"] = results.Average(result => result.WaitTokensPerTurn),
            ["tokens"] = results.Average(result => result.ResponseTokens),
            ["turns"] = results.Average(result => result.TurnsPerEpisode),
            ["tool errors"] = results.Average(result => result.ToolErrorsPerEpisode),
        };
    }

    private static double[] PassRates(ComparedRun run, int k) =>
        [.. run.Tasks.Values.OrderBy(task => task.Id, StringComparer.Ordinal).Where(task => task.Outcome.Trials >= k).Select(task => PassHatK.OfTask(task.Outcome, k))];

    private static double[] Differences(ComparedRun run, ComparedRun baseline)
    {
        baseline.EnsureSameTasks(run);
        return
        [
            .. from task in run.Tasks.Values.OrderBy(task => task.Id, StringComparer.Ordinal)
               let other = baseline.Tasks[task.Id]
               where task.Outcome.Trials > 0 && other.Outcome.Trials > 0
               select PassHatK.OfTask(task.Outcome, 1) - PassHatK.OfTask(other.Outcome, 1),
        ];
    }

    private static Estimate Over(IEnumerable<double[]> seeds) => Bootstrap.Nested([.. seeds], new SeededRandom(SeededRandom.Derive(0, "ablation")));
}
