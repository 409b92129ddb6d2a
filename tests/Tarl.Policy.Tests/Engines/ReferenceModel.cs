using Tarl.Policy.Engines;
using Tarl.Policy.Model;

namespace Tarl.Policy.Tests.Engines;

/// <summary>
/// Qwen3 with a value head, written plainly in double precision after Hugging Face's modeling_qwen3.py; shares no code with the engine.
/// </summary>
internal sealed class ReferenceModel(ModelConfig config, Dictionary<string, double[]> weights)
{
    public Dictionary<string, double[]> Weights => weights;

    /// <summary>With the tensors of one or more files.</summary>
    public static ReferenceModel Of(ModelConfig config, params SafetensorsFile[] files) =>
        new(config, files.SelectMany(file => file.Tensors).ToDictionary(pair => pair.Key, pair => Array.ConvertAll(pair.Value.Values, value => (double)value)));

    /// <summary>Logprob, entropy and value of every sampled token.</summary>
    public List<(double Logprob, double Entropy, double Value)> Score(TokenSequence sequence)
    {
        var hidden = Hidden(sequence.Tokens);
        var scores = new List<(double, double, double)>();
        for (var i = 1; i < sequence.Tokens.Length; i++)
        {
            if (!sequence.Sampled[i]) continue;
            var logits = Linear("model.embed_tokens.weight", hidden[i - 1]);
            var temperature = sequence.Temperature == 0 ? 1 : sequence.Temperature;
            var logprobs = LogSoftmax([.. logits.Select(logit => logit / temperature)]);
            var entropy = -logprobs.Sum(logprob => Math.Exp(logprob) * logprob);
            scores.Add((logprobs[sequence.Tokens[i]], entropy, Linear("value_head.weight", hidden[i - 1])[0] + weights["value_head.bias"][0]));
        }

        return scores;
    }

    private double[][] Hidden(int[] tokens)
    {
        var embedding = weights["model.embed_tokens.weight"];
        var x = tokens.Select(token => embedding.AsSpan(token * config.HiddenSize, config.HiddenSize).ToArray()).ToArray();
        for (var layer = 0; layer < config.Layers; layer++)
        {
            var prefix = $"model.layers.{layer}.";
            Accumulate(x, Attention(prefix + "self_attn.", [.. x.Select(row => Norm(prefix + "input_layernorm.weight", row))]));
            Accumulate(x, [.. x.Select(row => FeedForward(prefix, Norm(prefix + "post_attention_layernorm.weight", row)))]);
        }

        return [.. x.Select(row => Norm("model.norm.weight", row))];
    }

    private double[][] Attention(string prefix, double[][] x)
    {
        var queries = Heads(prefix + "q_proj.weight", prefix + "q_norm.weight", x);
        var keys = Heads(prefix + "k_proj.weight", prefix + "k_norm.weight", x);
        var values = Heads(prefix + "v_proj.weight", null, x);
        var result = new double[x.Length][];
        for (var i = 0; i < x.Length; i++)
        {
            var joined = new List<double>();
            for (var head = 0; head < config.Heads; head++)
            {
                var shared = head / (config.Heads / config.KeyValueHeads);
                var row = i;
                var scores = Enumerable.Range(0, i + 1).Select(j => Dot(queries[row][head], keys[j][shared]) / Math.Sqrt(config.HeadSize));
                var logprobs = LogSoftmax([.. scores]);
                for (var d = 0; d < config.HeadSize; d++) joined.Add(logprobs.Select((logprob, j) => Math.Exp(logprob) * values[j][shared][d]).Sum());
            }

            result[i] = Linear(prefix + "o_proj.weight", [.. joined]);
        }

        return result;
    }

    /// <summary>(tokens, heads, head size); normed and turned when a norm is named.</summary>
    private double[][][] Heads(string projection, string? norm, double[][] x) =>
        [.. x.Select((row, position) => Linear(projection, row).Chunk(config.HeadSize).Select(head => norm is null ? head : Rotate(Norm(norm, head), position)).ToArray())];

    private double[] Rotate(double[] head, int position)
    {
        var half = config.HeadSize / 2;
        var turned = new double[config.HeadSize];
        for (var i = 0; i < config.HeadSize; i++)
        {
            var angle = position / Math.Pow(config.RopeTheta, 2.0 * (i % half) / config.HeadSize);
            var partner = i < half ? -head[i + half] : head[i - half];
            turned[i] = head[i] * Math.Cos(angle) + partner * Math.Sin(angle);
        }

        return turned;
    }

    private double[] FeedForward(string prefix, double[] x)
    {
        var gate = Linear(prefix + "mlp.gate_proj.weight", x);
        var up = Linear(prefix + "mlp.up_proj.weight", x);
        return Linear(prefix + "mlp.down_proj.weight", [.. gate.Select((g, i) => g / (1 + Math.Exp(-g)) * up[i])]);
    }

    private double[] Norm(string weight, double[] x)
    {
        var root = Math.Sqrt(x.Sum(value => value * value) / x.Length + config.RmsNormEpsilon);
        return [.. x.Select((value, i) => value / root * weights[weight][i])];
    }

    private double[] Linear(string name, double[] x)
    {
        var weight = weights[name];
        var y = new double[weight.Length / x.Length];
        for (var i = 0; i < weight.Length; i++) y[i / x.Length] += weight[i] * x[i % x.Length];
        return y;
    }

    private static double[] LogSoftmax(double[] x)
    {
        var max = x.Max();
        var logSum = max + Math.Log(x.Sum(value => Math.Exp(value - max)));
        return [.. x.Select(value => value - logSum)];
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (left, right) => left * right).Sum();

    private static void Accumulate(double[][] x, double[][] addition)
    {
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = 0; j < x[i].Length; j++) x[i][j] += addition[i][j];
        }
    }
}
