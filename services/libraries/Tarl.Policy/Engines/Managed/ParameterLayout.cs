using Tarl.Policy.Model;

namespace Tarl.Policy.Engines.Managed;

/// <summary>Names, shapes and places of all parameters of a model: Hugging Face's Qwen3 names, and the value head's.</summary>
internal sealed class ParameterLayout
{
    private const double Deviation = 0.02;

    private readonly List<Parameter> _all = [];

    public ParameterLayout(ModelConfig config)
    {
        Embedding = Matrix("model.embed_tokens.weight", config.VocabSize, config.HiddenSize);
        Layers = [.. Enumerable.Range(0, config.Layers).Select(layer => Layer(config, layer))];
        FinalNorm = Norm("model.norm.weight", config.HiddenSize);
        ValueWeight = Matrix("value_head.weight", 1, config.HiddenSize, deviation: 0);
        ValueBias = Add("value_head.bias", [1], 0, 0, decays: false);
    }

    public Parameter Embedding { get; }

    public IReadOnlyList<LayerParameters> Layers { get; }

    public Parameter FinalNorm { get; }

    public Parameter ValueWeight { get; }

    public Parameter ValueBias { get; }

    /// <summary>The value head's parameters are the last.</summary>
    public int ValueHeadOffset => ValueWeight.Offset;

    public IReadOnlyList<Parameter> All => _all;

    public IEnumerable<Parameter> Transformer => _all.Where(parameter => parameter.Offset < ValueHeadOffset);

    public IEnumerable<Parameter> ValueHead => _all.Where(parameter => parameter.Offset >= ValueHeadOffset);

    /// <summary>Number of parameters.</summary>
    public int Length { get; private set; }

    private LayerParameters Layer(ModelConfig config, int layer)
    {
        var prefix = $"model.layers.{layer}.";
        var (hidden, queries, keys) = (config.HiddenSize, config.Heads * config.HeadSize, config.KeyValueHeads * config.HeadSize);
        // Each layer adds twice to the residual stream, whose variance should not grow with depth (GPT-2, section 2.3).
        var residual = Deviation / Math.Sqrt(2.0 * config.Layers);
        return new LayerParameters(
            Norm(prefix + "input_layernorm.weight", hidden),
            Matrix(prefix + "self_attn.q_proj.weight", queries, hidden),
            Matrix(prefix + "self_attn.k_proj.weight", keys, hidden),
            Matrix(prefix + "self_attn.v_proj.weight", keys, hidden),
            Norm(prefix + "self_attn.q_norm.weight", config.HeadSize),
            Norm(prefix + "self_attn.k_norm.weight", config.HeadSize),
            Matrix(prefix + "self_attn.o_proj.weight", hidden, queries, residual),
            Norm(prefix + "post_attention_layernorm.weight", hidden),
            Matrix(prefix + "mlp.gate_proj.weight", config.IntermediateSize, hidden),
            Matrix(prefix + "mlp.up_proj.weight", config.IntermediateSize, hidden),
            Matrix(prefix + "mlp.down_proj.weight", hidden, config.IntermediateSize, residual));
    }

    private Parameter Norm(string name, int size) => Add(name, [size], 0, 1, decays: false);

    private Parameter Matrix(string name, int outputs, int inputs, double deviation = Deviation) =>
        Add(name, [outputs, inputs], deviation, 0, decays: true);

    private Parameter Add(string name, int[] shape, double deviation, float value, bool decays)
    {
        var parameter = new Parameter(name, shape, Length, deviation, value, decays);
        _all.Add(parameter);
        Length = checked(Length + parameter.Length);
        return parameter;
    }
}
