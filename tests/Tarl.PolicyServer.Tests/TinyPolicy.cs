using System.Security.Cryptography;
using System.Text.Json;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.Contracts.Training;
using Tarl.Policy.Chat;
using Tarl.Policy.Engines;
using Tarl.Policy.Engines.Managed;
using Tarl.Policy.Model;
using Tarl.Policy.Tokenization;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.PolicyServer.Tests;

/// <summary>Checkpoints of a tiny model that ends its turns after a few tokens, and otherwise says anything.</summary>
public sealed class TinyPolicy : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tarl-policy-server-");
    private readonly Dictionary<string, CheckpointPublished> _checkpoints = [];

    public static Tokenizer Tokenizer { get; } = TrainTokenizer();

    public static ChatTemplate Template { get; } = new(Tokenizer, ToolPrompt.Signatures);

    public static IReadOnlyList<ToolDefinition> Tools { get; } =
    [
        new()
        {
            Name = "cancel_order",
            Description = "Cancels an order.",
            Parameters = JsonSerializer.SerializeToElement(new { type = "object", properties = new { order_id = new { type = "string" } } }),
        },
    ];

    public static OpenConversation Conversation(ulong seed = 1, double temperature = 1, int maxTokensPerTurn = 200, int version = 0) => new()
    {
        EpisodeId = EpisodeIds.From(seed, "test", 0, 0),
        Domain = "retail",
        Guidelines = "Be kind.",
        Tools = Tools,
        Sampling = new SamplingOptions { Temperature = temperature, MaxTokensPerTurn = maxTokensPerTurn },
        Seed = seed,
        KeepTokens = true,
        PolicyVersion = version,
    };

    /// <summary>A checkpoint that is served as a version; the same seed has the same weights.</summary>
    /// <param name="endsTurns">False for a model that hardly ever ends a turn.</param>
    public CheckpointPublished Checkpoint(int version = 0, ulong seed = 1, bool endsTurns = true, int maxPositions = 1024)
    {
        var name = $"{seed}-{endsTurns}-{maxPositions}";
        if (!_checkpoints.TryGetValue(name, out var checkpoint))
        {
            _checkpoints[name] = checkpoint = Save(Path.Combine(_folder.FullName, name), Model(seed, endsTurns, maxPositions));
        }

        return checkpoint with { PolicyVersion = version };
    }

    /// <summary>A checkpoint whose likeliest turns are those that the agent takes in some conversations, with the domain retail and <see cref="Tools"/>.</summary>
    public CheckpointPublished Taught(string name, params Turn[][] conversations)
    {
        var path = Path.Combine(_folder.FullName, name);
        if (!Directory.Exists(path))
        {
            using var engine = Shaped(hiddenSize: 48);
            TokenSequence[] lessons = [.. conversations.Select(Lesson)];
            while (engine.Score(lessons, default).Min(scores => scores.Logprobs.Min()) < Math.Log(0.9))
            {
                engine.AccumulateGradients(lessons, new Likelihood(), default);
                engine.Step(new AdamWOptions { LearningRate = 0.01 });
            }

            Save(path, engine);
        }

        return new CheckpointPublished { PolicyVersion = 0, Path = path, Sha256 = ChecksumOf(path) };
    }

    /// <summary>A copy of a checkpoint with something else in its folder, published as it then is.</summary>
    public CheckpointPublished Altered(CheckpointPublished checkpoint, string name, Action<string> alter)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.FullName, name)).FullName;
        foreach (var file in Directory.EnumerateFiles(checkpoint.Path)) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        alter(folder);
        return checkpoint with { Path = folder, Sha256 = ChecksumOf(folder) };
    }

    public static Tokenizer TrainTokenizer(params string[] texts) => new TokenizerTrainer(new TokenizerTrainerOptions { VocabSize = 400 + (100 * texts.Length) })
        .Train(["cancel_order(order_id)\nretail", "Please cancel my order.", "Please return my order.", "It is cancelled.", "The order is pending.", .. texts]);

    public static ManagedEngine Shaped(int hiddenSize, ulong seed = 1, int maxPositions = 1024) => new(
        new ModelConfig
        {
            VocabSize = Tokenizer.VocabSize,
            HiddenSize = hiddenSize,
            Layers = 2,
            Heads = 2,
            KeyValueHeads = 1,
            HeadSize = 12,
            IntermediateSize = 40,
            MaxPositions = maxPositions,
        },
        seed, threads: 1);

    public static ManagedEngine Load(CheckpointPublished checkpoint) => ManagedEngine.Load(checkpoint.Path, threads: 1);

    public static string ChecksumOf(string folder) =>
        Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, "model.safetensors"))));

    public void Dispose() => _folder.Delete(recursive: true);

    private static CheckpointPublished Save(string path, ManagedEngine engine)
    {
        Directory.CreateDirectory(path);
        engine.SaveWeights(Path.Combine(path, "model.safetensors"));
        engine.Config.Save(Path.Combine(path, "config.json"));
        Tokenizer.Save(Path.Combine(path, "tokenizer.json"));
        return new CheckpointPublished { PolicyVersion = 0, Path = path, Sha256 = ChecksumOf(path) };
    }

    private static ManagedEngine Model(ulong seed, bool endsTurns, int maxPositions)
    {
        var engine = Shaped(hiddenSize: 24, seed, maxPositions);
        var random = new SeededRandom(seed);
        for (var lesson = EndTokens(random); endsTurns && engine.Score([lesson], default)[0].Logprobs.Min() < Math.Log(0.08); lesson = EndTokens(random))
        {
            engine.AccumulateGradients([lesson], new Likelihood(), default);
            engine.Step(new AdamWOptions { LearningRate = 0.01 });
        }

        return engine;
    }

    /// <summary>A whole conversation, of which the agent's turns are to be learnt.</summary>
    private static TokenSequence Lesson(Turn[] turns)
    {
        var tokens = new List<int>(Template.System("retail", "", Tools));
        var isAgents = new List<bool>(tokens.Select(_ => false));
        var observed = new List<Turn>();
        foreach (var turn in turns)
        {
            if (turn.Role != TurnRole.Agent)
            {
                observed.Add(turn);
                continue;
            }

            Add(Template.Observations(observed), false);
            Add(Template.AgentTurn(turn), true);
            observed.Clear();
        }

        return new() { Tokens = [.. tokens], Sampled = [.. isAgents] };

        void Add(int[] part, bool isAgent)
        {
            tokens.AddRange(part);
            isAgents.AddRange(part.Select(_ => isAgent));
        }
    }

    /// <summary>End tokens after random text.</summary>
    private static TokenSequence EndTokens(SeededRandom random)
    {
        bool[] isEnd = [.. Enumerable.Range(0, 200).Select(i => i > 0 && random.Chance(0.5))];
        return new() { Tokens = [.. isEnd.Select(end => end ? Template.EndOfTurnToken : random.Next(Tokenizer.VocabSize))], Sampled = isEnd };
    }

    /// <summary>Mean negative log-likelihood.</summary>
    private sealed class Likelihood : ITokenLoss
    {
        public void Evaluate(int sequence, TokenScoresView scores, TokenGradientsView gradients) => gradients.Logprobs.Fill(-1f / scores.Logprobs.Length);
    }
}
