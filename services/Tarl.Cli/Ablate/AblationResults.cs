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
    private const string Trained = "trained";

    public IReadOnlyList<VariantResult> Read()
    {
        var measured = plan.Variants.ToDictionary(variant => variant.Name, variant => plan.Seeds.Select(seed => Load(variant, seed, Trained)).ToArray());
        return [.. plan.Variants.Select(variant => Result(variant, measured[variant.Name], measured[plan.BaselineOf(variant)]))];
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
            [.. seeds.Select(seed => PassRates(seed, 1).Average())],
            variant.Options is null ? null : Over(seeds.Zip(plan.Seeds.Select(seed => Load(variant, seed, "base")), Differences)),
            plan.BaselineOf(variant),
            variant.Name == plan.BaselineOf(variant) ? null : Over(seeds.Zip(baselines, Differences)),
            plan.Transfer.ToDictionary(domain => domain, domain => Over(plan.Seeds.Select(seed => PassRates(Transferred(variant, seed, domain), 1)))),
            Conduct(variant));
    }

    private ComparedRun Transferred(AblationVariant variant, ulong seed, string domain)
    {
        var folder = FolderOf(variant, seed);
        var version = new CheckpointStore(folder.CheckpointFolder).LatestVersion();
        return domain == RunSettings.Load(folder.SettingsPath).Domain ? Load(variant, seed, Trained) : Load(variant, seed, $"policy-{version}-t1-{domain}", domain);
    }

    /// <param name="domain">The application whose tasks count; null for the one trained on. Arithmetic is among the held-out tasks of every application, and says nothing about it.</param>
    private ComparedRun Load(AblationVariant variant, ulong seed, string evaluation, string? domain = null)
    {
        var run = ComparedRun.Load(FolderOf(variant, seed).Path, evaluation);
        var tasks = run.Tasks.Where(task => DomainOf(task.Value) == (domain ?? run.Settings.Domain)).ToDictionary();
        return tasks.Count > 0 ? run with { Tasks = tasks } : throw new UserErrorException($"{run.Name} was evaluated on no task of {domain ?? run.Settings.Domain}.");
    }

    private RunFolder FolderOf(AblationVariant variant, ulong seed) => folderOf(AblationRun.ResultOf(plan, runs, variant, seed));

    private static string? DomainOf(ComparedTask task)
    {
        using var spec = JsonDocument.Parse(task.Spec);
        return spec.RootElement.GetProperty("domain").GetString();
    }

    private Dictionary<string, double> Conduct(AblationVariant variant)
    {
        var finished = plan.Seeds.Select(seed => FinishedRun.Load(FolderOf(variant, seed))).ToArray();
        var results = finished.Select(run => run.Summary.Evaluation.Trained).ToArray();
        return new Dictionary<string, double>
        {
            ["wait/turn"] = results.Average(result => result.WaitTokensPerTurn),
            ["tokens"] = results.Average(result => result.ResponseTokens),
            ["turns"] = results.Average(result => result.TurnsPerEpisode),
            ["tool errors"] = results.Average(result => result.ToolErrorsPerEpisode),
            ["s/update"] = finished.Average(run => run.UpdateSeconds.DefaultIfEmpty().Average()),
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
