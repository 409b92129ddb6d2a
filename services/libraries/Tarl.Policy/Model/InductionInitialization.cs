using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Policy.Model;

/// <summary>
/// Lays an induction circuit (Olsson et al. 2022, arXiv 2209.11895) into the first two layers of a new model: one head that looks at the
/// token before, and one that looks for where the present token occurred and copies what followed it. A small policy finds this circuit
/// by itself only after tens of thousands of steps, and copies no id before; started from here it copies within a few hundred. All weights
/// stay trainable, and the architecture is untouched. In the spirit of mimetic initialisation (Trockman and Kolter 2023, arXiv 2305.09828).
/// </summary>
public sealed class InductionInitialization
{
    /// <summary>The value of one component that all embeddings share: Qwen3 has no biases, so attention by position needs something constant to read.</summary>
    private const float SharedComponent = 0.1f;

    /// <summary>Gain of query and key norms: at 1 a head of 32 cannot tell one token among hundreds.</summary>
    private const float AttentionGain = 2;

    /// <summary>The fastest rotary pairs tell neighbouring positions apart.</summary>
    private const int PositionPairs = 4;

    /// <summary>Slower pairs see a neighbourhood: a bell of about a dozen tokens.</summary>
    private static readonly Range s_neighbourhoodPairs = 3..6;

    /// <summary>Weight of the neighbourhood against the token before.</summary>
    private const float Neighbourly = 1;

    /// <summary>How many places before a token its neighbourhood is centred.</summary>
    private const int NeighbourhoodCentre = 5;

    /// <summary>What a head writes to the residual stream, beside its reading weights.</summary>
    private const float WriteScale = 0.1f;

    private readonly ModelConfig _config;
    private readonly IReadOnlyDictionary<string, SafetensorsTensor> _tensors;
    private readonly SeededRandom _random;

    private InductionInitialization(ModelConfig config, IReadOnlyDictionary<string, SafetensorsTensor> tensors, ulong seed)
    {
        _config = config;
        _tensors = tensors;
        _random = new SeededRandom(SeededRandom.Derive(seed, "induction"));
    }

    /// <summary>Changes a new model's tensors in place.</summary>
    /// <param name="tensors">By Hugging Face's names.</param>
    /// <exception cref="ArgumentException">The model has fewer than two layers.</exception>
    public static void Apply(ModelConfig config, IReadOnlyDictionary<string, SafetensorsTensor> tensors, ulong seed)
    {
        if (config.Layers < 2)
        {
            throw new ArgumentException("An induction circuit needs two layers.");
        }

        new InductionInitialization(config, tensors, seed).Apply();
    }

    private void Apply()
    {
        Edit("model.embed_tokens.weight", (_, column, value) => column == 0 ? SharedComponent : value);
        for (var layer = 0; layer < _config.Layers; layer++)
        {
            Edit(Attention(layer, "q_norm"), (_, _, _) => AttentionGain);
            Edit(Attention(layer, "k_norm"), (_, _, _) => AttentionGain);
        }

        LookBack();
        LookAround();
        MatchAndCopy();
    }

    /// <summary>Layer 0: the heads of the first key/value head attend to the tokens one, two, … places before.</summary>
    private void LookBack()
    {
        for (var head = 0; head < HeadsPerKey; head++)
        {
            Attend(head, places: head + 1, 0..PositionPairs);
        }
    }

    /// <summary>
    /// Layer 0: two heads of the second key/value head attend to what stands around some places before, the second one place further on, so that
    /// what a token knows of its neighbourhood can be compared with what the token after a like one knows.
    /// </summary>
    private void LookAround()
    {
        if (!LooksAround)
        {
            return;
        }

        Attend(HeadsPerKey, NeighbourhoodCentre, s_neighbourhoodPairs);
        Attend(HeadsPerKey + 1, NeighbourhoodCentre + 1, s_neighbourhoodPairs);
    }

    /// <summary>Layer 0: a head attends by position, to the token so many places before; the slower the rotary pairs, the wider it sees.</summary>
    private void Attend(int head, int places, Range pairs)
    {
        var (size, half) = (_config.HeadSize, _config.HeadSize / 2);
        var key = head / HeadsPerKey * size;
        bool Uses(int pair) => pair >= pairs.Start.Value && pair < pairs.End.Value && pair < half;
        Edit(Attention(0, "k_proj"), (row, column, value) => row >= key && row < key + half && Uses(row - key) && column == 0 ? Math.Max(value, 1) : value);
        Edit(Attention(0, "q_proj"), (row, column, value) =>
        {
            var dimension = row - (head * size);
            if (dimension < 0 || dimension >= size || column != 0 || !Uses(dimension % half))
            {
                return value;
            }

            // Rotated by the distance, this query equals the key of so many places before.
            var angle = -places * Math.Pow(_config.RopeTheta, -(double)(dimension % half) / half);
            return value + (float)(dimension < half ? Math.Cos(angle) : Math.Sin(angle));
        });
    }

    /// <summary>Layer 0 hands on who came before; layer 1 finds the token whose predecessor equals the present one, and copies it.</summary>
    private void MatchAndCopy()
    {
        var (identity, handed, copied) = (Projection(), Projection(), Projection());
        var (head, half) = (_config.HeadSize, _config.HeadSize / 2);
        Edit(Attention(0, "v_proj"), (row, column, value) => row < head ? value + identity[row, column] : value);
        Edit(Attention(0, "o_proj"), (row, column, value) => column < head ? value + (WriteScale * handed[column, row]) : value);

        // Content is matched in the slow rotary pairs, which distance hardly turns.
        Edit(Attention(1, "k_proj"), (row, column, value) => row < head && row % half >= half / 2 ? value + handed[row, column] : value);
        Edit(Attention(1, "q_proj"), (row, column, value) =>
            row / head < HeadsPerKey && row % half >= half / 2 ? value + identity[row % head, column] : value);
        if (LooksAround)
        {
            CompareNeighbourhoods();
        }

        Edit(Attention(1, "v_proj"), (row, column, value) => row < head ? value + copied[row, column] : value);
        Edit(Attention(1, "o_proj"), (row, column, value) =>
            column < HeadsPerKey * head ? value + (WriteScale * copied[column % head, row]) : value);
    }

    /// <summary>Where several tokens have the same predecessor, the one in the likest neighbourhood is copied.</summary>
    private void CompareNeighbourhoods()
    {
        var (seen, here, there) = (Projection(), Projection(), Projection());
        var (head, half) = (_config.HeadSize, _config.HeadSize / 2);
        Edit(Attention(0, "v_proj"), (row, column, value) => row / head == 1 ? value + seen[row % head, column] : value);
        Edit(Attention(0, "o_proj"), (row, column, value) => (column / head - HeadsPerKey) switch
        {
            0 => value + (WriteScale * here[column % head, row]),
            1 => value + (WriteScale * there[column % head, row]),
            _ => value,
        });
        Edit(Attention(1, "q_proj"), (row, column, value) => row / head < HeadsPerKey && row % half >= half / 2 ? value + (Neighbourly * here[row % head, column]) : value);
        Edit(Attention(1, "k_proj"), (row, column, value) => row < head && row % half >= half / 2 ? value + (Neighbourly * there[row, column]) : value);
    }

    private bool LooksAround => _config.KeyValueHeads > 1 && HeadsPerKey > 1;

    private int HeadsPerKey => _config.Heads / _config.KeyValueHeads;

    /// <summary>Random directions of about unit length: (head size, hidden size).</summary>
    private float[,] Projection()
    {
        var projection = new float[_config.HeadSize, _config.HiddenSize];
        var scale = 1 / Math.Sqrt(_config.HiddenSize);
        for (var row = 0; row < _config.HeadSize; row++)
        {
            for (var column = 0; column < _config.HiddenSize; column++)
            {
                projection[row, column] = (float)(scale * _random.NextNormal());
            }
        }

        return projection;
    }

    private void Edit(string name, Func<int, int, float, float> edit)
    {
        var (values, columns) = (_tensors[name].Values, _tensors[name].Shape is [_, var width] ? width : 1);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = edit(i / columns, i % columns, values[i]);
        }
    }

    private static string Attention(int layer, string part) => $"model.layers.{layer}.self_attn.{part}.weight";
}
