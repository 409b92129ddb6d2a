using System.Text.Json.Nodes;

namespace Tarl.Policy.Model;

/// <summary>Reads the keys of one <c>config.json</c>, refusing what this model does not compute.</summary>
internal sealed class ModelConfigReader(string path, JsonObject json)
{
    public ModelConfig Read()
    {
        RefuseForeign();
        var heads = Integer("num_attention_heads");
        return new ModelConfig
        {
            VocabSize = Integer("vocab_size"),
            HiddenSize = Integer("hidden_size"),
            Layers = Integer("num_hidden_layers"),
            Heads = heads,
            KeyValueHeads = Integer("num_key_value_heads"),
            HeadSize = Integer("head_dim"),
            IntermediateSize = Integer("intermediate_size"),
            RopeTheta = RopeTheta(),
            RmsNormEpsilon = Number(json, "rms_norm_eps"),
            MaxPositions = Integer("max_position_embeddings"),
        };
    }

    private void RefuseForeign()
    {
        if (Text("model_type") is not "qwen3") throw Problem($"model_type must be \"qwen3\", but is \"{Text("model_type")}\".");
        if (!Flag("tie_word_embeddings")) throw Problem("tie_word_embeddings must be true: a separate output matrix is not supported.");
        if (Flag("attention_bias")) throw Problem("attention_bias must be false.");
        if (Flag("use_sliding_window")) throw Problem("use_sliding_window must be false.");
        if (json["rope_scaling"] is not null) throw Problem("rope_scaling is not supported.");
        if (json["rope_parameters"]?["rope_type"]?.ToString() is { } rope and not "default") throw Problem($"rope_type \"{rope}\" is not supported.");
        if (Text("hidden_act") is not (null or "silu")) throw Problem($"hidden_act must be \"silu\", but is \"{Text("hidden_act")}\".");
    }

    // transformers 5 moved the key into `rope_parameters`.
    private double RopeTheta() => json["rope_parameters"] is JsonObject rope ? Number(rope, "rope_theta") : Number(json, "rope_theta");

    private int Integer(string key) =>
        json[key] is JsonValue value && value.TryGetValue(out int number) ? number : throw Problem($"{key} must be an integer.");

    private double Number(JsonObject from, string key) =>
        from[key] is JsonValue value && value.TryGetValue(out double number) ? number : throw Problem($"{key} must be a number.");

    private bool Flag(string key) => json[key] is JsonValue value && value.TryGetValue(out bool flag) && flag;

    private string? Text(string key) => json[key] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private InvalidDataException Problem(string sentence) => new($"{path}: {sentence}");
}
