using System.CommandLine;
using System.Globalization;
using Tarl.Cli.CommandLine;
using Tarl.Cli.Evaluate;
using Tarl.Cli.Rollouts;
using Tarl.Cli.RunFolders;
using Tarl.Learner.PublishCheckpoint;

namespace Tarl.Cli.Train;

/// <summary>The options by which a run has the data and a policy of an earlier one, and perhaps learns from recorded episodes.</summary>
internal sealed class StartFrom
{
    private const string TemperatureKey = "Reinforcement:Temperature";

    /// <summary>Sections and keys that say how data and policy were made, and hold for the new run as well.</summary>
    private static readonly string[] Inherited = ["Model", "PolicyServer:ToolPrompt", "Cloning", "Demonstrator"];

    private readonly Option<string?> _from = new("--from") { Description = "Start from a policy of this run, on its data and tasks, instead of making and cloning; it becomes version 0", HelpName = "DIR" };
    private readonly Option<int?> _version = Values.Number("--from-version", "With --from: which of its versions (default 0, its base; with --rollouts the one that sampled them)", 0, int.MaxValue);
    private readonly Option<string?> _rollouts = new("--rollouts") { Description = "Learn from the episodes in this file, as rollout --out writes it, instead of sampling; with --from", HelpName = "FILE" };

    /// <summary>All of them, for a run that is resumed and keeps its own.</summary>
    public IReadOnlyList<Option> Options => [_from, _version, _rollouts];

    public void AddTo(Command command)
    {
        foreach (var option in Options)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Settings that say where the run starts: those of the earlier run where they belong to its data and policy; as they were without <c>--from</c>.</summary>
    /// <param name="making">Options that would have no effect.</param>
    /// <param name="sampling">Options that would have no effect with <c>--rollouts</c>.</param>
    /// <param name="updates">What <c>--updates</c> says; null if nothing.</param>
    /// <exception cref="UserErrorException">Options contradict each other or have no effect.</exception>
    /// <exception cref="InvalidDataException">The earlier run, its checkpoint or the file of rollouts is damaged or does not fit.</exception>
    public RunSettings Apply(ParseResult arguments, RunSettings settings, IEnumerable<Option> making, IEnumerable<Option> sampling, int? updates, Action<string> say)
    {
        if (arguments.GetValue(_from) is not { } path)
        {
            return new Option[] { _version, _rollouts }.FirstOrDefault(IsGiven) is { } alone
                ? throw new UserErrorException($"{alone.Name} needs --from: the run whose policy is trained further.")
                : settings;
        }

        if (making.FirstOrDefault(IsGiven) is { } given)
        {
            throw new UserErrorException($"{given.Name} has no effect with --from, which takes data and policy as they are.");
        }

        if (settings.Set.Keys.FirstOrDefault(IsInherited) is { } set)
        {
            throw new UserErrorException($"--set {set} has no effect with --from, which takes data and policy as they are.");
        }

        if (IsGiven(_rollouts) && sampling.FirstOrDefault(IsGiven) is { } sampled)
        {
            throw new UserErrorException($"{sampled.Name} has no effect with --rollouts: the groups are those of the file.");
        }

        var folder = RunFolder.Open(path);
        var earlier = RunSettings.Load(folder.SettingsPath);
        var inherited = Inherit(settings, earlier, folder);
        return arguments.GetValue(_rollouts) is { } file
            ? WithRollouts(inherited, folder, file, arguments, updates, say)
            : inherited with { FromVersion = Open(folder, arguments.GetValue(_version) ?? 0).Version };

        bool IsGiven(Option option) => arguments.GetResult(option) is { Implicit: false };
    }

    /// <summary>Copies data and policy into the new run.</summary>
    public static void CopyTo(RunFolder folder, RunSettings settings)
    {
        if (settings.From is not { } path)
        {
            return;
        }

        var from = RunFolder.Open(path);
        Copy(from.DataFolder, folder.DataFolder);
        Copy(CheckpointStore.PathOf(from.CheckpointFolder, settings.FromVersion!.Value), CheckpointStore.PathOf(folder.CheckpointFolder, 0));
    }

    private RunSettings WithRollouts(RunSettings settings, RunFolder from, string file, ParseResult arguments, int? updates, Action<string> say)
    {
        if (!File.Exists(file))
        {
            throw new UserErrorException($"There is no file of rollouts {file}.");
        }

        var rollouts = new RecordedRollouts(file, settings.GroupsPerUpdate);
        if (updates > rollouts.Updates)
        {
            throw new UserErrorException($"{file} has episodes for {rollouts.Updates} updates of {settings.GroupsPerUpdate} groups, not for {updates}.");
        }

        var checkpoint = Open(from, arguments.GetValue(_version) ?? rollouts.Policies[0].Version);
        EnsureFits(rollouts, SampledBy.Of(checkpoint), file, settings);
        if (rollouts.LeftOut > 0)
        {
            say($"{rollouts.LeftOut} episodes in {file} failed outside the policy and are left out.");
        }

        return settings with
        {
            FromVersion = checkpoint.Version,
            Rollouts = Path.GetFullPath(file),
            RolloutsSha256 = SampledBy.HashOf(file),
            Updates = updates ?? rollouts.Updates,
            GroupSize = rollouts.LargestGroup,
        };
    }

    private static void EnsureFits(RecordedRollouts rollouts, SampledBy start, string file, RunSettings settings)
    {
        if (rollouts.Policies.Any(policy => policy.Tokenizer != start.Tokenizer))
        {
            throw new UserErrorException($"{file} was sampled with another tokenizer than the policy has that is to learn from it.");
        }

        if (rollouts.Policies.Any(policy => policy.Model != start.Model))
        {
            throw new UserErrorException($"{file} was sampled by another model than the one that is to learn from it (their config.json differ).");
        }

        var temperature = settings.Set.TryGetValue(TemperatureKey, out var set) && double.TryParse(set, CultureInfo.InvariantCulture, out var value) ? value : 1;
        if (rollouts.Temperatures.Any(sampled => sampled != temperature))
        {
            throw new UserErrorException(
                $"{file} was sampled at temperature {string.Join(", ", rollouts.Temperatures)}; that it be learnt from at {temperature} would falsify the probabilities. Set {TemperatureKey} and Curriculum:Temperature.");
        }
    }

    private static RunSettings Inherit(RunSettings settings, RunSettings earlier, RunFolder folder) => settings with
    {
        From = folder.Path,
        Domain = earlier.Domain,
        Data = earlier.Data,
        RequiredOutputs = settings.RequiredOutputs || earlier.RequiredOutputs,
        Users = earlier.Users,
        TrainingTasks = earlier.TrainingTasks,
        HeldOutTasks = earlier.HeldOutTasks,
        MathShare = earlier.MathShare,
        TaskMix = earlier.TaskMix,
        Demonstrations = earlier.Demonstrations,
        CloningSteps = earlier.CloningSteps,
        Set = new SortedDictionary<string, string>(
            earlier.Set.Where(set => IsInherited(set.Key)).Concat(settings.Set).ToDictionary(set => set.Key, set => set.Value), StringComparer.Ordinal),
    };

    private static bool IsInherited(string key) => Inherited.Any(made => key == made || key.StartsWith($"{made}:", StringComparison.Ordinal));

    private static Checkpoint Open(RunFolder folder, int version)
    {
        var checkpoint = new CheckpointStore(folder.CheckpointFolder).Open(version);
        CheckpointCheck.EnsureTrainable(checkpoint);
        return checkpoint;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        }
    }
}
