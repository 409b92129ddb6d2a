using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tarl.Policy.Model;

/// <summary>The shape of a Qwen3 model with tied embeddings; read from and written to Hugging Face's <c>config.json</c>.</summary>
public sealed record ModelConfig
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public required int VocabSize { get; init; }

    public required int HiddenSize { get; init; }

    public required int Layers { get; init; }

    public required int Heads { get; init; }

    public required int KeyValueHeads { get; init; }

    public required int HeadSize { get; init; }

    public required int IntermediateSize { get; init; }

    public double RopeTheta { get; init; } = 10_000;

    public double RmsNormEpsilon { get; init; } = 1e-6;

    /// <summary>The longest sequence, in tokens.</summary>
    public int MaxPositions { get; init; } = 4096;

    /// <summary>Throws <see cref="InvalidDataException"/>, in one sentence, for a file that is not a Qwen3 configuration.</summary>
    public static ModelConfig Load(string path)
    {
        var config = new ModelConfigReader(path, Parse(path)).Read();
        if (config.Problem() is { } problem) throw new InvalidDataException($"{path}: {problem}");
        return config;
    }

    /// <summary>Throws <see cref="ArgumentException"/>, in one sentence, unless the sizes fit together.</summary>
    public void Validate()
    {
        if (Problem() is { } problem) throw new ArgumentException(problem);
    }

    public void Save(string path)
    {
        var json = new JsonObject
        {
            ["architectures"] = new JsonArray("Qwen3ForCausalLM"),
            ["model_type"] = "qwen3",
            ["vocab_size"] = VocabSize,
            ["hidden_size"] = HiddenSize,
            ["num_hidden_layers"] = Layers,
            ["num_attention_heads"] = Heads,
            ["num_key_value_heads"] = KeyValueHeads,
            ["head_dim"] = HeadSize,
            ["intermediate_size"] = IntermediateSize,
            ["rope_theta"] = RopeTheta,
            ["rms_norm_eps"] = RmsNormEpsilon,
            ["max_position_embeddings"] = MaxPositions,
            ["hidden_act"] = "silu",
            ["attention_bias"] = false,
            ["tie_word_embeddings"] = true,
            ["torch_dtype"] = "float32",
        };
        File.WriteAllText(path, json.ToJsonString(Indented) + "\n");
    }

    private string? Problem()
    {
        foreach (var (name, size) in new[]
        {
            ("vocab_size", VocabSize), ("hidden_size", HiddenSize), ("num_hidden_layers", Layers), ("num_attention_heads", Heads),
            ("num_key_value_heads", KeyValueHeads), ("head_dim", HeadSize), ("intermediate_size", IntermediateSize),
            ("max_position_embeddings", MaxPositions),
        })
        {
            if (size <= 0) return $"{name} must be positive, but is {size}.";
        }

        if (HeadSize % 2 != 0) return $"head_dim must be even, but is {HeadSize}.";
        if (Heads % KeyValueHeads != 0) return $"num_attention_heads ({Heads}) must be a multiple of num_key_value_heads ({KeyValueHeads}).";
        if (!(RopeTheta > 0 && double.IsFinite(RopeTheta))) return $"rope_theta must be positive, but is {RopeTheta}.";
        return RmsNormEpsilon > 0 && double.IsFinite(RmsNormEpsilon) ? null : $"rms_norm_eps must be positive, but is {RmsNormEpsilon}.";
    }

    private static JsonObject Parse(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject
                ?? throw new InvalidDataException($"{path}: a model configuration is a JSON object.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path}: not valid JSON (line {exception.LineNumber + 1}).", exception);
        }
    }
}
