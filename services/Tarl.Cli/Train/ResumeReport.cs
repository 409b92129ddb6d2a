using System.Globalization;
using System.Text.Json;
using Tarl.Cli.RunFolders;
using Tarl.Learner.CloneDemonstrator;
using Tarl.Learner.PublishCheckpoint;

namespace Tarl.Cli.Train;

/// <summary>What a run that is taken up finds of what was done before: all else is done again.</summary>
internal static class ResumeReport
{
    private static readonly string[] Evaluations =
        [.. ((RunPhase[])[RunPhase.DoNothing, RunPhase.Demonstrator, RunPhase.Base, RunPhase.Trained]).Select(phase => JsonNamingPolicy.CamelCase.ConvertName($"{phase}"))];

    /// <summary>One sentence: <c>Going on: doNothing, demonstrator, base evaluated; 4 of 6 updates made; 5 of 16 episodes of update-5 recorded.</c></summary>
    /// <exception cref="InvalidDataException">What was recorded is damaged.</exception>
    public static string Of(RunFolder folder, RunSettings settings)
    {
        var version = new CheckpointStore(folder.CheckpointFolder).LatestVersion();
        var evaluated = Evaluations.Where(name => File.Exists(folder.EvaluationPath(name))).ToArray();
        var steps = CloningProgress.Of(folder.Path).SavedSteps;
        var filled = RecordedEpisodes.Filled(folder.EpisodesPath);
        string?[] done =
        [
            evaluated.Length > 0 ? $"{string.Join(", ", evaluated)} evaluated" : null,
            version >= 0 ? Invariant($"{version} of {settings.Updates} updates made") : steps > 0 ? Invariant($"cloned up to step {steps}") : null,
            .. Unused(version, settings, evaluated).Where(filled.ContainsKey).Select(batch => Invariant($"{filled[batch].Filled} of {filled[batch].Size} episodes of {batch} recorded")),
        ];
        return $"Going on: {string.Join("; ", done.OfType<string>().DefaultIfEmpty("nothing was done yet"))}.";
    }

    /// <summary>The batches that nothing was made of yet.</summary>
    private static IEnumerable<string> Unused(int version, RunSettings settings, string[] evaluated) =>
    [
        .. version < 0 ? ["demonstrations"] : Enumerable.Range(version + 1, settings.MaxStaleness + 1).Select(update => Invariant($"update-{update}")),
        .. Evaluations.Except(evaluated).Select(name => $"evaluation-{name}"),
    ];

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
