using System.Text.Json;

namespace Tarl.Cli.RunFolders;

/// <summary>What a run was started with: <c>run.json</c>. A resumed run goes on with exactly these.</summary>
public sealed record RunSettings
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    public required ulong Seed { get; init; }
    public required int Threads { get; init; }

    /// <summary>True for a run so short that its figures mean little.</summary>
    public required bool Quick { get; init; }

    /// <summary>The application that is trained on: <c>retail</c>, <c>airline</c>.</summary>
    public string Domain { get; init; } = "retail";

    /// <summary>Which kinds of task are generated: <c>default</c>; <c>hard</c>: half of them long, with several goals or much to look up.</summary>
    public string TaskMix { get; init; } = "default";

    /// <summary>Who picks the tasks of an update: <c>uniform</c>, <c>pass-rate</c>, <c>staged</c>, <c>mixed</c>.</summary>
    public string Sampler { get; init; } = "uniform";

    /// <summary>Versions that an episode may be behind the policy that learns from it; above 0 rollouts go on while the learner updates.</summary>
    public int MaxStaleness { get; init; }

    public string Algorithm { get; init; } = "grpo";

    /// <summary><c>tarl</c>: verdict and turn scores; <c>outcome</c>: verdict alone.</summary>
    public required string Reward { get; init; }

    /// <summary><c>terminal</c>: all of the reward on the episode's last token; <c>turn</c>: each turn's share on the turn's last.</summary>
    public string Placement { get; init; } = "terminal";

    /// <summary>Further options of the services, <c>Section:Key</c> → value.</summary>
    public IReadOnlyDictionary<string, string> Set { get; init; } = new SortedDictionary<string, string>();

    /// <summary>The folder of the imported data set that the tasks come from; null if they are generated.</summary>
    public string? Data { get; init; }

    /// <summary>The run whose data the run has and whose policy it starts from, instead of cloning one; null if it makes its own.</summary>
    public string? From { get; init; }

    /// <summary>With <see cref="From"/>: the version there that is version 0 here.</summary>
    public int? FromVersion { get; init; }

    /// <summary>The file of recorded episodes that the run learns from, instead of sampling.</summary>
    public string? Rollouts { get; init; }

    /// <summary>Hexadecimal SHA-256 of that file, so that a resumed run learns from the same.</summary>
    public string? RolloutsSha256 { get; init; }

    /// <summary>Whether success also takes the texts that a task requires the agent to say.</summary>
    public bool RequiredOutputs { get; init; }

    /// <summary>Users of a generated shop or airline; a fifth of them is held out.</summary>
    public required int Users { get; init; }

    public required int TrainingTasks { get; init; }
    public required int HeldOutTasks { get; init; }

    /// <summary>Share of math among the training tasks and among the held-out ones.</summary>
    public required double MathShare { get; init; }

    public required int Demonstrations { get; init; }
    public required int CloningSteps { get; init; }
    public required int Updates { get; init; }
    public required int GroupsPerUpdate { get; init; }
    public required int GroupSize { get; init; }
    public required int EvaluationTrials { get; init; }

    public static RunSettings Default { get; } = new()
    {
        Seed = 1,
        Threads = Environment.ProcessorCount,
        Quick = false,
        Reward = "tarl",
        Users = 2400,
        TrainingTasks = 6000,
        HeldOutTasks = 240,
        MathShare = 0.1,
        Demonstrations = 6000,
        CloningSteps = 4400,
        Updates = 80,
        GroupsPerUpdate = 32,
        GroupSize = 8,
        EvaluationTrials = 4,
    };

    /// <summary>The whole path in under two minutes.</summary>
    public static RunSettings QuickDefault { get; } = Default with
    {
        Quick = true,
        Users = 200,
        TrainingTasks = 300,
        HeldOutTasks = 40,
        Demonstrations = 300,
        CloningSteps = 120,
        Updates = 3,
        GroupsPerUpdate = 8,
        GroupSize = 4,
    };

    /// <exception cref="InvalidDataException">The file is damaged or written by something else.</exception>
    public static RunSettings Load(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<RunSettings>(File.ReadAllText(path), Json) ?? throw new JsonException("it is empty");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path} does not describe a run: {error.Message}", error);
        }
    }

    public void Save(string path) => AtomicFile.WriteAllText(path, JsonSerializer.Serialize(this, Json));
}
