using Tarl.Contracts.Episodes;
using Tarl.Learner.CloneDemonstrator;
using Tarl.Learner.CloneDemonstrator.Drills;
using Tarl.Policy.Chat;
using Tarl.Policy.Engines;
using Tarl.Policy.Engines.Managed;
using Tarl.Policy.Model;
using Tarl.Policy.Tokenization;

namespace Tarl.Learner.Tests;

/// <summary>A model of a few thousand parameters with a tokenizer that fits it.</summary>
internal static class TinyPolicy
{
    public static Tokenizer Tokenizer { get; } = new TokenizerTrainer(new TokenizerTrainerOptions { VocabSize = 400 })
        .Train(["My order is #W1234567.", "Please cancel my order.", "\"order_id\": ", "credit_card_12", "gift_card_34"]);

    public static ChatTemplate Template { get; } = new(Tokenizer, ToolPrompt.Signatures);

    public static ManagedEngine Engine(ulong seed = 1, int threads = 1) => new(
        new ModelConfig
        {
            VocabSize = Tokenizer.VocabSize,
            HiddenSize = 16,
            Layers = 1,
            Heads = 2,
            KeyValueHeads = 1,
            HeadSize = 8,
            IntermediateSize = 24,
            MaxPositions = 512,
        },
        seed, threads);

    public static TokenSequence Demonstration(string question, string answer)
    {
        var asked = Template.Observations([new Turn { Role = TurnRole.User, Text = question }]);
        var answered = Template.AgentTurn(new Turn { Role = TurnRole.Agent, Text = answer });
        return new() { Tokens = [.. asked, .. answered], Sampled = [.. asked.Select(_ => false), .. answered.Select(_ => true)] };
    }

    /// <summary>Clones these demonstrations, with the drills of a shop in which nobody thinks.</summary>
    public static BehaviorCloner Cloner(IReadOnlyList<TokenSequence> demonstrations, CloningOptions options, ulong seed)
    {
        var ids = new IdRewriter(Tokenizer);
        return new(
            demonstrations, new DrillGenerator(Template, DrillWords.Of(["retail"]), ids, [], []),
            new RepetitionGenerator(Tokenizer.VocabSize, Template.EndOfTurnToken), ids, options, seed);
    }

    /// <summary>All weights, the value head and both moments, byte for byte.</summary>
    public static byte[] State(IPolicyEngine engine)
    {
        using var folder = new TemporaryFolder();
        engine.SaveWeights(folder.File("w"));
        engine.SaveValueHead(folder.File("v"));
        engine.SaveOptimizer(folder.File("o"));
        return [.. File.ReadAllBytes(folder.File("w")), .. File.ReadAllBytes(folder.File("v")), .. File.ReadAllBytes(folder.File("o"))];
    }
}
