using Tarl.Policy.Engines;
using Tarl.Policy.Model;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Policy.Tests.Engines;

public sealed class GradientTests
{
    private const double Difference = 1e-5;

    public static TheoryData<string> ParameterNames
    {
        get
        {
            using var engine = TinyModel.Engine();
            return [.. engine.Layout.All.Select(parameter => parameter.Name)];
        }
    }

    [Theory]
    [MemberData(nameof(ParameterNames))]
    public void AccumulateGradients_EachParameter_EqualsFiniteDifferencesOfTheReference(string name)
    {
        var batch = Batch();
        using var engine = TinyModel.Engine();
        engine.AccumulateGradients(batch, new QuadraticLoss(), CancellationToken.None);
        var parameter = engine.Layout.All.Single(parameter => parameter.Name == name);
        var gradient = parameter.Of(engine.Gradients).ToArray();
        var reference = TinyModel.Reference(engine);

        var random = new SeededRandom(11);
        var elements = Enumerable.Range(0, Math.Min(30, gradient.Length)).Select(_ => random.Next(gradient.Length)).Distinct();
        Assert.Contains(gradient, value => Math.Abs(value) > 1e-3);
        foreach (var element in elements)
        {
            var expected = CentralDifference(reference, batch, name, element);
            Assert.True(
                Math.Abs(expected - gradient[element]) < 2e-4 * Math.Max(1, Math.Abs(expected)),
                $"element {element}: expected {expected}, was {gradient[element]}");
        }
    }

    [Fact]
    public void AccumulateGradients_CalledTwice_AddsUp()
    {
        var batch = Batch();
        using var whole = TinyModel.Engine();
        using var parts = TinyModel.Engine();
        whole.AccumulateGradients([batch[0], batch[0]], new SameLoss(), CancellationToken.None);
        parts.AccumulateGradients([batch[0]], new SameLoss(), CancellationToken.None);
        parts.AccumulateGradients([batch[0]], new SameLoss(), CancellationToken.None);

        Assert.Equal(whole.Gradients.ToArray(), parts.Gradients.ToArray());
    }

    [Fact]
    public void AccumulateGradients_LossThrows_LeavesNoGradientAndRethrows()
    {
        using var engine = TinyModel.Engine(threads: 2);
        var exception = Assert.Throws<NotSupportedException>(
            () => engine.AccumulateGradients(Batch(), new FailingLoss(), CancellationToken.None));

        Assert.Equal("sequence 2", exception.Message);
        Assert.All(engine.Gradients.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void AccumulateGradients_Cancelled_Throws()
    {
        using var engine = TinyModel.Engine();
        Assert.Throws<OperationCanceledException>(
            () => engine.AccumulateGradients(Batch(), new QuadraticLoss(), new CancellationToken(canceled: true)));
    }

    [Fact]
    public void AccumulateGradients_SequenceWithoutDerivatives_AddsNothing()
    {
        var batch = Batch();
        using var alone = TinyModel.Engine();
        using var among = TinyModel.Engine();
        alone.AccumulateGradients([batch[0]], new SameLoss(), CancellationToken.None);
        among.AccumulateGradients([batch[0], batch[1]], new FirstAlone(), CancellationToken.None);

        Assert.Contains(alone.Gradients.ToArray(), gradient => gradient != 0);
        Assert.Equal(alone.Gradients.ToArray(), among.Gradients.ToArray());
    }

    [Fact]
    public void AccumulateGradients_NothingSampled_AddsNothing()
    {
        using var engine = TinyModel.Engine();
        engine.AccumulateGradients([new TokenSequence { Tokens = [1, 2], Sampled = [false, false] }], new QuadraticLoss(), CancellationToken.None);

        Assert.All(engine.Gradients.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void AccumulateGradients_TwoThreads_GivesTheSameBitsEveryTime()
    {
        var random = new SeededRandom(21);
        var batch = Enumerable.Range(0, 9).Select(_ => TinyModel.Sequence(random, random.Next(2, 60))).ToList();
        var runs = Enumerable.Range(0, 3).Select(_ =>
        {
            using var engine = TinyModel.Engine(threads: 2);
            for (var step = 0; step < 2; step++)
            {
                engine.AccumulateGradients(batch, new QuadraticLoss(), CancellationToken.None);
                engine.Step(new AdamWOptions { WeightDecay = 0.1 });
            }

            return engine.Parameters.ToArray();
        }).ToList();

        Assert.Equal(runs[0], runs[1]);
        Assert.Equal(runs[0], runs[2]);
    }

    // Lengths around a register block and a panel of positions; the last token unsampled once, sampled once.
    private static List<TokenSequence> Batch()
    {
        var random = new SeededRandom(3);
        return [TinyModel.Sequence(random, 9, 0.7f), TinyModel.Sequence(random, 18, 1.3f), TinyModel.Sequence(random, 5)];
    }

    private static double CentralDifference(ReferenceModel reference, List<TokenSequence> batch, string name, int element)
    {
        var weights = reference.Weights[name];
        var saved = weights[element];
        weights[element] = saved + Difference;
        var above = Loss(reference, batch);
        weights[element] = saved - Difference;
        var below = Loss(reference, batch);
        weights[element] = saved;
        return (above - below) / (2 * Difference);
    }

    private static double Loss(ReferenceModel reference, List<TokenSequence> batch) =>
        batch.Select((sequence, i) => QuadraticLoss.Value(i, reference.Score(sequence))).Sum();

    private sealed class SameLoss : ITokenLoss
    {
        public void Evaluate(int sequence, TokenScoresView scores, TokenGradientsView gradients) => gradients.Logprobs.Fill(-1);
    }

    private sealed class FirstAlone : ITokenLoss
    {
        public void Evaluate(int sequence, TokenScoresView scores, TokenGradientsView gradients) => gradients.Logprobs.Fill(sequence == 0 ? -1 : 0);
    }

    private sealed class FailingLoss : ITokenLoss
    {
        public void Evaluate(int sequence, TokenScoresView scores, TokenGradientsView gradients)
        {
            gradients.Values.Fill(1);
            if (sequence == 2) throw new NotSupportedException("sequence 2");
        }
    }
}
