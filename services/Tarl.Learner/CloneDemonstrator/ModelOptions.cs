using System.ComponentModel.DataAnnotations;
using Tarl.Policy.Chat;
using Tarl.Policy.Model;

namespace Tarl.Learner.CloneDemonstrator;

/// <summary>The size of a policy that starts from nothing.</summary>
public sealed class ModelOptions
{
    /// <summary>Tokens of the byte-pair vocabulary, special ones included.</summary>
    [Range(512, 200_000)]
    public int VocabularySize { get; set; } = 2048;

    [Range(16, 8192)]
    public int HiddenSize { get; set; } = 128;

    [Range(1, 128)]
    public int Layers { get; set; } = 2;

    [Range(1, 128)]
    public int Heads { get; set; } = 4;

    [Range(1, 128)]
    public int KeyValueHeads { get; set; } = 2;

    [Range(8, 256)]
    public int HeadSize { get; set; } = 32;

    [Range(16, 65536)]
    public int IntermediateSize { get; set; } = 320;

    /// <summary>The longest episode, in tokens.</summary>
    [Range(128, 131072)]
    public int MaxPositions { get; set; } = 2048;

    /// <summary>Qwen3's own value: half of a head's rotary pairs hardly turn over an episode, so that content can be matched at any distance.</summary>
    [Range(100.0, 1e9)]
    public double RopeTheta { get; set; } = 1_000_000;

    /// <summary>How the policy is told of its tools; every prompt token costs.</summary>
    public ToolPrompt ToolPrompt { get; set; } = ToolPrompt.Signatures;

    public ModelConfig ToConfig(int vocabularySize) => new()
    {
        VocabSize = vocabularySize,
        HiddenSize = HiddenSize,
        Layers = Layers,
        Heads = Heads,
        KeyValueHeads = KeyValueHeads,
        HeadSize = HeadSize,
        IntermediateSize = IntermediateSize,
        MaxPositions = MaxPositions,
        RopeTheta = RopeTheta,
    };
}
