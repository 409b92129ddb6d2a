using System.Text.Json;
using Spectre.Console;
using Tarl.Cli.Output;
using Tarl.Cli.RunFolders;

namespace Tarl.Cli.Ablate;

/// <summary>Carries an ablation out, run by run; what an earlier process has finished stays.</summary>
internal sealed class AblationConductor(string folder, AblationPlan plan, IAnsiConsole messages, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private int _trained;

    private string PlannedPath => Path.Combine(folder, "runs.json");

    /// <exception cref="UserErrorException">A run failed, or an earlier process trained one with other options.</exception>
    public async Task RunAsync(IReadOnlyList<AblationRun> runs, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        EnsureAsPlanned(runs);
        for (var i = 0; i < runs.Count; i++)
        {
            await TrainAsync(runs[i], i, runs.Count, cancellationToken);
            foreach (var domain in IsResult(runs[i]) ? plan.Transfer : [])
            {
                await MeasureAsync(runs[i], domain, cancellationToken);
            }
        }
    }

    /// <summary>Where the evaluation of a run on a domain that it was not trained on is kept.</summary>
    public static string TransferPath(RunFolder run, string domain) => run.EvaluationPath($"transfer-{domain}");

    public RunFolder FolderOf(AblationRun run) => RunFolder.At(Path.Combine(folder, run.Name));

    private bool IsResult(AblationRun run) => run.Variant is not null || plan.Variants.Any(variant => variant.Options is null);

    private async Task TrainAsync(AblationRun run, int number, int count, CancellationToken cancellationToken)
    {
        var target = FolderOf(run);
        if (File.Exists(target.SummaryPath))
        {
            messages.WriteLine($"[{number + 1}/{count}] {run.Name} is there.");
            return;
        }

        messages.WriteLine($"[{number + 1}/{count}] {run.Name}{Left(count - number)}");
        string[] arguments = RunFolder.HoldsRun(target.Path)
            ? ["train", "--resume", "--run", target.Path]
            : ["train", "--run", target.Path, .. run.From is { } from ? new[] { "--from", Path.Combine(folder, from) } : [], .. run.Arguments];
        await TarlChild.RunAsync(arguments, cancellationToken);
        _trained++;
    }

    private async Task MeasureAsync(AblationRun run, string domain, CancellationToken cancellationToken)
    {
        var target = FolderOf(run);
        if (File.Exists(TransferPath(target, domain)) || RunSettings.Load(target.SettingsPath).Domain == domain)
        {
            return;
        }

        var result = await TarlChild.RunAsync(["evaluate", "--run", target.Path, "--domain", domain, "--json"], cancellationToken);
        AtomicFile.WriteAllText(TransferPath(target, domain), result);
    }

    /// <summary>A finished run stays, so it must be the run that is planned.</summary>
    private void EnsureAsPlanned(IReadOnlyList<AblationRun> runs)
    {
        var planned = runs.ToDictionary(run => run.Name, run => string.Join(' ', run.Arguments));
        var before = Earlier();
        if (planned.FirstOrDefault(run => RunFolder.HoldsRun(Path.Combine(folder, run.Key)) && before.GetValueOrDefault(run.Key, run.Value) != run.Value) is { Key: { } changed })
        {
            throw new UserErrorException($"{Path.Combine(folder, changed)} was started with other options ({before[changed]}); delete it, or give the variant another name.");
        }

        foreach (var run in planned)
        {
            before[run.Key] = run.Value;
        }

        AtomicFile.WriteAllText(PlannedPath, JsonSerializer.Serialize(before, JsonSerializerOptions.Web));
    }

    private SortedDictionary<string, string> Earlier()
    {
        try
        {
            return File.Exists(PlannedPath) ? JsonSerializer.Deserialize<SortedDictionary<string, string>>(File.ReadAllText(PlannedPath)) ?? [] : new(StringComparer.Ordinal);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{PlannedPath} is damaged: {error.Message}", error);
        }
    }

    private string Left(int runs) => _trained == 0 ? "" : $", about {ProgressDisplay.Duration(time.GetElapsedTime(_started) / _trained * runs)} left for all";
}
