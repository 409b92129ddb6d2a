using Tarl.Learner.Losses;

namespace Tarl.Learner.Tests.Losses;

public sealed class ValueLossTests
{
    [Theory]
    [InlineData(0.7, 1, 0, 0, 0.045, -0.3)] // No clip: ½ · 0.09.
    [InlineData(0.7, 1, 0, 0.2, 0.32, 0)] // Moved 0.7 towards the target, 0.2 of it counts: ½ · 0.64, and no more to be had.
    [InlineData(-0.7, 1, 0, 0.2, 1.445, -1.7)] // Moved away: the unclipped error is the larger.
    [InlineData(0.1, 1, 0, 0.2, 0.405, -0.9)] // Within the range both are the same.
    [InlineData(1.5, 1, 0, 0.2, 0.32, 0)] // Beyond the target, but the clipped error 0.8 is larger than 0.5.
    public void Evaluate_Value_LossAndDerivativeByHand(double value, double target, double before, double clip, double loss, double derivative)
    {
        var result = ValueLoss.Evaluate(value, target, before, clip);

        Assert.Equal(loss, result.Loss, 1e-12);
        Assert.Equal(derivative, result.Derivative, 1e-12);
    }
}
