using Tarl.Policy.Engines;
using Tarl.Policy.Engines.Managed;

namespace Tarl.Policy.Tests.Engines.Managed;

public sealed class OptimizerTests
{
    private static readonly AdamWOptions Options = new() { LearningRate = 0.01, Beta1 = 0.9, Beta2 = 0.95, Epsilon = 1e-8 };

    [Fact]
    public void Step_ThreeGradients_FollowsTheAlgorithm()
    {
        // By the paper's formulas in double precision, from 0.5 (a matrix element: decays) and 1.0 (a norm's: does not).
        using var engine = new ManagedEngine(TinyModel.Config, seed: 1, threads: 1);
        var (matrix, norm) = (engine.Layout.Embedding.Offset, engine.Layout.FinalNorm.Offset);
        (engine.Parameters[matrix], engine.Parameters[norm]) = (0.5f, 1);
        var expected = new[] { (0.4895000003, 1.0099999998), (0.4802108843, 1.0126836941), (0.4822092307, 1.0147850209) };
        var gradients = new[] { (0.3f, -0.4f), (0.1f, 0.2f), (-0.6f, 0f) };
        for (var step = 0; step < 3; step++)
        {
            (engine.Gradients[matrix], engine.Gradients[norm]) = gradients[step];
            engine.Step(Options with { WeightDecay = 0.1 });

            Assert.Equal(expected[step].Item1, engine.Parameters[matrix], 1e-6);
            Assert.Equal(expected[step].Item2, engine.Parameters[norm], 1e-6);
        }
    }

    [Fact]
    public void Step_ValueLearningRate_MovesTheValueHeadAlone()
    {
        // AdamW's first step is the learning rate, whatever the gradient's size: g / (sqrt(g²) + ε). The matrices among them first shrink by 0.1 of it.
        using var engine = new ManagedEngine(TinyModel.Config, seed: 1, threads: 1);
        foreach (ref var parameter in engine.Parameters) parameter = 1;
        engine.Gradients.Fill(0.001f);
        engine.Step(Options with { ValueLearningRate = 0.05, WeightDecay = 0.1, MaxGradientNorm = 1000 });

        Assert.All(engine.Layout.FinalNorm.Of(engine.Parameters).ToArray(), value => Assert.Equal(0.99, value, 1e-5));
        Assert.All(engine.Layout.Embedding.Of(engine.Parameters).ToArray(), value => Assert.Equal(0.989, value, 1e-5));
        Assert.All(engine.Layout.ValueWeight.Of(engine.Parameters).ToArray(), value => Assert.Equal(0.945, value, 1e-5));
        Assert.Equal(0.95, engine.Parameters[engine.Layout.ValueBias.Offset], 1e-5);
    }

    [Fact]
    public void Step_LongGradient_IsClippedAndItsNormReturned()
    {
        // Norm 0.5 halved to 0.25, then an unclipped (0.1, 0.2): 0.5 -> 0.49 -> 0.4802492138.
        using var engine = new ManagedEngine(TinyModel.Config, seed: 1, threads: 1);
        engine.Parameters[0] = 0.5f;
        (engine.Gradients[0], engine.Gradients[1]) = (0.3f, -0.4f);
        Assert.Equal(0.5, engine.Step(Options with { MaxGradientNorm = 0.25 }), 1e-7);

        (engine.Gradients[0], engine.Gradients[1]) = (0.1f, 0.2f);
        Assert.Equal(Math.Sqrt(0.05), engine.Step(Options with { MaxGradientNorm = 0.25 }), 1e-7);
        Assert.Equal(0.4802492138, engine.Parameters[0], 1e-6);
        Assert.All(engine.Gradients.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Step_GradientNotFinite_ChangesNothing()
    {
        using var engine = new ManagedEngine(TinyModel.Config, seed: 1, threads: 1);
        var before = engine.Parameters.ToArray();
        engine.Gradients[3] = float.NaN;

        Assert.True(double.IsNaN(engine.Step(Options)));
        Assert.Equal(before, engine.Parameters.ToArray());
        Assert.Equal(0, engine.Step(Options with { WeightDecay = 0 }));
        Assert.Equal(before, engine.Parameters.ToArray());
    }

    [Fact]
    public void Step_OptionOutOfRange_IsRefused()
    {
        using var engine = new ManagedEngine(TinyModel.Config, seed: 1, threads: 1);
        Assert.Throws<System.ComponentModel.DataAnnotations.ValidationException>(() => engine.Step(Options with { Beta1 = 1 }));
    }

    [Fact]
    public void Constructor_ResidualProjections_AreScaledByDepth()
    {
        using var engine = new ManagedEngine(TinyModel.Config with { HiddenSize = 96 }, seed: 3, threads: 1);

        Assert.Equal(0.02, Deviation(engine, "model.layers.0.mlp.up_proj.weight"), 0.001);
        Assert.Equal(0.01, Deviation(engine, "model.layers.1.mlp.down_proj.weight"), 0.0005); // 0.02 / sqrt(2 * 2)
        Assert.Equal(0, Deviation(engine, "value_head.weight"));
    }

    private static double Deviation(ManagedEngine engine, string name)
    {
        var values = engine.Layout.All.Single(parameter => parameter.Name == name).Of(engine.Parameters).ToArray();
        return Math.Sqrt(values.Average(value => (double)value * value));
    }
}
