using System.Runtime.Intrinsics;

namespace Tarl.Policy.Engines.Managed;

/// <summary>AdamW over the flat vector of parameters (Loshchilov and Hutter 2019, algorithm 2, with the schedule left to the caller).</summary>
internal sealed unsafe class AdamW(ParameterLayout layout)
{
    private readonly int _padded = AlignedBuffer.Pad(layout.Length);

    /// <summary>Moving average of the gradients.</summary>
    public AlignedBuffer FirstMoment { get; } = new(AlignedBuffer.Pad(layout.Length));

    /// <summary>Moving average of the squared gradients.</summary>
    public AlignedBuffer SecondMoment { get; } = new(AlignedBuffer.Pad(layout.Length));

    /// <summary>Steps taken.</summary>
    public long Steps { get; set; }

    /// <summary>One step on gradients scaled by <paramref name="gradientScale"/>; all buffers are padded to whole vectors.</summary>
    public void Step(AlignedBuffer parameters, AlignedBuffer gradients, double gradientScale, AdamWOptions options)
    {
        Steps++;
        Decay(parameters, options);
        var correction1 = 1 - Math.Pow(options.Beta1, Steps);
        var correction2 = 1 - Math.Pow(options.Beta2, Steps);
        var beta1 = Vector256.Create((float)options.Beta1);
        var beta2 = Vector256.Create((float)options.Beta2);
        var rest1 = Vector256.Create((float)(1 - options.Beta1));
        var rest2 = Vector256.Create((float)(1 - options.Beta2));
        var policyRate = Vector256.Create((float)(options.LearningRate / correction1));
        var valueRate = Vector256.Create((float)((options.ValueLearningRate ?? options.LearningRate) / correction1));
        var root = Vector256.Create((float)(1 / Math.Sqrt(correction2)));
        var epsilon = Vector256.Create((float)options.Epsilon);
        var scale = Vector256.Create((float)gradientScale);
        var lanes = Vector256<int>.Indices;
        var firstOfValueHead = Vector256.Create(layout.ValueHeadOffset);
        for (var i = 0; i < _padded; i += VectorMath.Width)
        {
            var g = Vector256.Load(gradients.Pointer + i) * scale;
            var m = beta1 * Vector256.Load(FirstMoment.Pointer + i) + rest1 * g;
            var v = beta2 * Vector256.Load(SecondMoment.Pointer + i) + rest2 * g * g;
            m.Store(FirstMoment.Pointer + i);
            v.Store(SecondMoment.Pointer + i);
            var rate = Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(lanes + Vector256.Create(i), firstOfValueHead), valueRate.AsInt32(), policyRate.AsInt32()).AsSingle();
            var step = rate * m / (Vector256.Sqrt(v) * root + epsilon);
            (Vector256.Load(parameters.Pointer + i) - step).Store(parameters.Pointer + i);
        }
    }

    private void Decay(AlignedBuffer parameters, AdamWOptions options)
    {
        if (options.WeightDecay == 0) return;
        foreach (var parameter in layout.All)
        {
            if (!parameter.Decays) continue;
            var rate = parameter.Offset < layout.ValueHeadOffset ? options.LearningRate : options.ValueLearningRate ?? options.LearningRate;
            var factor = (float)(1 - rate * options.WeightDecay);
            foreach (ref var value in parameter.Of(parameters.Span)) value *= factor;
        }
    }
}
