using System.Text.Json;
using System.Text.Json.Serialization;
using Tarl.Cli.RunFolders;
using Tarl.LanguageModels.Budget;

namespace Tarl.Cli.Evaluate;

/// <summary>How well one agent does on a set of tasks; the shape of <c>evaluation.*</c> in <c>summary.json</c>.</summary>
public sealed record EvaluationResult
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary><c>policy</c>, <c>do-nothing</c>, <c>demonstrator</c> or <c>openai:MODEL</c>.</summary>
    public required string Agent { get; init; }

    /// <summary>The policy version; null for agents that are no policy.</summary>
    public int? PolicyVersion { get; init; }

    public required double Temperature { get; init; }

    /// <summary>pass^k for the values of k in <see cref="Statistics.PassHatK.Exponents"/>.</summary>
    public required IReadOnlyList<PassK> PassK { get; init; }

    public required int Tasks { get; init; }
    public required int Trials { get; init; }

    public required IReadOnlyDictionary<string, KindResult> ByKind { get; init; }

    /// <summary>pass^1 by the application that the tasks are of; empty in an evaluation older than that.</summary>
    public IReadOnlyDictionary<string, KindResult> ByDomain { get; init; } = new SortedDictionary<string, KindResult>();

    /// <summary>pass^1 by how the user speaks; all users write text as yet.</summary>
    public IReadOnlyDictionary<string, KindResult> ByModality { get; init; } = new SortedDictionary<string, KindResult>();

    /// <summary>Occurrences of the word "wait" in what the agent writes, a turn.</summary>
    public required double WaitTokensPerTurn { get; init; }

    /// <summary>Tokens that the policy sampled, or that the agent's model wrote as far as its server says, an episode.</summary>
    public required double ResponseTokens { get; init; }

    public required double TurnsPerEpisode { get; init; }

    /// <summary>Calls that the sandbox refused, an episode.</summary>
    public required double ToolErrorsPerEpisode { get; init; }

    /// <summary>Episodes by how they ended.</summary>
    public required IReadOnlyDictionary<string, int> StopReasons { get; init; }

    /// <summary>Episodes that failed outside the policy; they are in no other figure but <see cref="StopReasons"/>.</summary>
    public required int Failures { get; init; }

    /// <summary>What the model that played the agent has cost; absent if none did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Spending? Spent { get; init; }

    /// <summary>Null if there is no such file.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static EvaluationResult? TryLoad(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<EvaluationResult>(File.ReadAllText(path), Json) : null;
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path} is no evaluation; without it, the evaluation would be repeated: {error.Message}", error);
        }
    }

    public void Save(string path) => AtomicFile.WriteAllText(path, JsonSerializer.Serialize(this, Json));
}
