using System.ComponentModel.DataAnnotations;
using Tarl.Policy.Model;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Policy.Engines.Managed;

/// <summary>
/// The Qwen3 architecture in C# on the processor's vector units, in single precision. The same batch, seed and thread count give the
/// same bits; generation and <see cref="Score"/> give the same logprobs to the bit.
/// </summary>
public sealed class ManagedEngine : IPolicyEngine
{
    private readonly ParameterLayout _layout;
    private readonly Dimensions _sizes;
    private readonly RotaryTable _rotary;
    private readonly AlignedBuffer _parameters;
    private readonly AdamW _optimizer;
    private readonly SequencePass[] _passes;
    private volatile ModelWeights _weights;

    /// <summary>
    /// A freshly initialised model: normal with deviation 0.02, divided by sqrt(2 · layers) where a layer writes to the residual
    /// stream; norms at one, the value head at zero.
    /// </summary>
    /// <param name="threads">Of <see cref="Score"/> and <see cref="AccumulateGradients"/>; each generator runs on its caller's thread.</param>
    public ManagedEngine(ModelConfig config, ulong seed, int threads)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        config.Validate();
        Config = config;
        _layout = new ParameterLayout(config);
        _sizes = new Dimensions(config);
        _rotary = new RotaryTable(config.MaxPositions, config.HeadSize, config.RopeTheta);
        _parameters = new AlignedBuffer(AlignedBuffer.Pad(_layout.Length));
        _optimizer = new AdamW(_layout);
        _passes = [.. Enumerable.Range(0, threads).Select(_ => new SequencePass(_sizes, _layout, _rotary))];
        foreach (var parameter in _layout.All) Initialize(parameter, seed);
        _weights = Publish();
    }

    public ModelConfig Config { get; }

    /// <summary>Of the transformer and the value head, tied matrices counted once.</summary>
    public int ParameterCount => _layout.Length;

    /// <summary>Reads <c>config.json</c> and <c>model.safetensors</c> from a folder; not the value head, which only training needs.</summary>
    public static ManagedEngine Load(string folder, int threads)
    {
        var engine = new ManagedEngine(ModelConfig.Load(Path.Combine(folder, "config.json")), seed: 0, threads);
        engine.LoadWeights(Path.Combine(folder, "model.safetensors"));
        return engine;
    }

    public IReadOnlyList<TokenScores> Score(IReadOnlyList<TokenSequence> batch, CancellationToken ct)
    {
        Validate(batch);
        var (weights, scores) = (_weights, new TokenScores[batch.Count]);
        WorkerThreads.Run(
            WorkPlan.Assign(batch, _passes.Length), (thread, index) => scores[index] = _passes[thread].Score(weights, batch[index]), ct);
        GC.KeepAlive(weights);
        GC.KeepAlive(this);
        return scores;
    }

    public void AccumulateGradients(IReadOnlyList<TokenSequence> batch, ITokenLoss loss, CancellationToken ct)
    {
        Validate(batch);
        var weights = _weights;
        try
        {
            WorkerThreads.Run(
                WorkPlan.Assign(batch, _passes.Length),
                (thread, index) => _passes[thread].Accumulate(weights, batch[index], index, loss), ct);
        }
        catch
        {
            ClearGradients();
            throw;
        }

        GC.KeepAlive(weights);
        GC.KeepAlive(this);
    }

    public double Step(AdamWOptions options)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        var gradients = ReduceGradients();
        var norm = Math.Sqrt(SquaredSum(gradients.Span));
        if (double.IsFinite(norm))
        {
            var scale = norm > options.MaxGradientNorm ? options.MaxGradientNorm / norm : 1;
            _optimizer.Step(_parameters, gradients, scale, options);
            _weights = Publish();
        }

        ClearGradients();
        GC.KeepAlive(this);
        return norm;
    }

    public void SaveWeights(string path) => ParameterFile.Save(path, _layout.Transformer, _parameters);

    public void LoadWeights(string path)
    {
        ParameterFile.LoadWeights(path, _layout).CopyTo(_parameters.Span);
        _weights = Publish();
    }

    public void SaveValueHead(string path) => ParameterFile.Save(path, _layout.ValueHead, _parameters);

    public void LoadValueHead(string path)
    {
        ParameterFile.LoadValueHead(path, _layout).AsSpan(_layout.ValueHeadOffset).CopyTo(_parameters.Span[_layout.ValueHeadOffset..]);
        _weights = Publish();
    }

    public void SaveOptimizer(string path) => ParameterFile.SaveOptimizer(path, _layout, _optimizer);

    public void LoadOptimizer(string path) => ParameterFile.LoadOptimizer(path, _layout, _optimizer);

    public IGenerator CreateGenerator() => new ManagedGenerator(_sizes, _rotary, () => _weights);

    /// <summary>Nothing to release: all memory is the collector's.</summary>
    public void Dispose()
    {
    }

    /// <summary>The gradients accumulated since the last step, in the layout's order.</summary>
    internal Span<float> Gradients => ReduceGradients().Span[.._layout.Length];

    internal Span<float> Parameters => _parameters.Span[.._layout.Length];

    internal ParameterLayout Layout => _layout;

    private ModelWeights Publish()
    {
        var weights = new ModelWeights(_parameters.Span, _layout);
        GC.KeepAlive(_parameters);
        return weights;
    }

    private void Initialize(Parameter parameter, ulong seed)
    {
        var random = new SeededRandom(SeededRandom.Derive(seed, parameter.Name));
        foreach (ref var value in parameter.Of(_parameters.Span))
        {
            value = parameter.InitialDeviation == 0 ? parameter.InitialValue : (float)(parameter.InitialDeviation * random.NextNormal());
        }
    }

    /// <summary>Adds all threads' gradients into the first thread's, in the threads' order, and zeroes the others.</summary>
    private unsafe AlignedBuffer ReduceGradients()
    {
        var total = _passes[0].Gradients;
        foreach (var pass in _passes.AsSpan(1))
        {
            VectorMath.Add(total.Pointer, pass.Gradients.Pointer, AlignedBuffer.Pad(_layout.Length));
            pass.Gradients.Clear();
        }

        return total;
    }

    private void ClearGradients()
    {
        foreach (var pass in _passes) pass.Gradients.Clear();
    }

    private static double SquaredSum(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (var value in values) sum += (double)value * value;
        return sum;
    }

    private void Validate(IReadOnlyList<TokenSequence> batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            if (Problem(batch[i]) is { } problem) throw new ArgumentException($"Sequence {i}: {problem}", nameof(batch));
        }
    }

    private string? Problem(TokenSequence sequence)
    {
        if (sequence.Sampled.Length != sequence.Tokens.Length) return "there must be one mask entry a token.";
        if (sequence.Tokens.Length > Config.MaxPositions) return $"{sequence.Tokens.Length} tokens exceed the model's {Config.MaxPositions} positions.";
        if (sequence.Sampled is [true, ..]) return "the first token cannot be sampled.";
        if (!(sequence.Temperature >= 0 && float.IsFinite(sequence.Temperature))) return $"{sequence.Temperature} is not a temperature.";
        var foreign = Array.FindIndex(sequence.Tokens, token => (uint)token >= (uint)Config.VocabSize);
        return foreign < 0 ? null : $"token {sequence.Tokens[foreign]} is not in the vocabulary.";
    }
}
