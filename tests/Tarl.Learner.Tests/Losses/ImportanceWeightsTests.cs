using Tarl.Learner.Losses;

namespace Tarl.Learner.Tests.Losses;

public sealed class ImportanceWeightsTests
{
    private static float Ln(double probability) => (float)Math.Log(probability);

    /// <summary>Ratios 0.4, 1.5 and 3; their product is 1.8.</summary>
    [Theory]
    [InlineData(ImportanceCorrection.Truncate, ImportanceLevel.Token, 2, new[] { 0.4, 1.5, 2 })]
    [InlineData(ImportanceCorrection.Truncate, ImportanceLevel.Sequence, 2, new[] { 1.8, 1.8, 1.8 })]
    [InlineData(ImportanceCorrection.Truncate, ImportanceLevel.Sequence, 1.7, new[] { 1.7, 1.7, 1.7 })]
    [InlineData(ImportanceCorrection.Mask, ImportanceLevel.Token, 2, new[] { 0, 1.5, 0 })]
    [InlineData(ImportanceCorrection.Mask, ImportanceLevel.Sequence, 2, new[] { 1.8, 1.8, 1.8 })]
    [InlineData(ImportanceCorrection.Mask, ImportanceLevel.Sequence, 1.7, new[] { 0.0, 0, 0 })]
    [InlineData(ImportanceCorrection.None, ImportanceLevel.Token, 2, new[] { 1.0, 1, 1 })]
    public void Of_ThreeTokens_ByHand(ImportanceCorrection correction, ImportanceLevel level, double max, double[] weights)
    {
        var options = new ImportanceOptions { Correction = correction, Level = level, Max = max, Min = 0.5 };
        var actual = ImportanceWeights.Of([Ln(0.2), Ln(0.3), Ln(0.6)], [Ln(0.5), Ln(0.2), Ln(0.2)], options);
        Assert.Equal(weights, actual.Select(weight => Math.Round(weight, 5)));
    }

    [Fact]
    public void Of_SamePolicy_IsOneWhateverTheCorrection()
    {
        foreach (var correction in Enum.GetValues<ImportanceCorrection>())
        {
            Assert.Equal([1f, 1f], ImportanceWeights.Of([-0.1f, -7], [-0.1f, -7], new ImportanceOptions { Correction = correction }));
        }
    }
}
