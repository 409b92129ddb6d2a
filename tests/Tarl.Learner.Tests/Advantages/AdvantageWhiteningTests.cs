using Tarl.Learner.Advantages;

namespace Tarl.Learner.Tests.Advantages;

public sealed class AdvantageWhiteningTests
{
    [Fact]
    public void Apply_TokensOfTwoEpisodes_MeanAndDeviationOverAll()
    {
        // 2 4 4 4 5 5 7 9: mean 5, deviation 2.
        double[]?[] advantages = [[2, 4, 4], null, [4, 5, 5, 7, 9]];
        AdvantageWhitening.Apply(advantages);

        Assert.Equal([-1.5, -0.5, -0.5], advantages[0]!.Select(advantage => Math.Round(advantage, 6)));
        Assert.Equal([-0.5, 0, 0, 1, 2], advantages[2]!.Select(advantage => Math.Round(advantage, 6)));
    }

    [Fact]
    public void Apply_AllAlike_Zero()
    {
        double[]?[] advantages = [[3, 3], [3]];
        AdvantageWhitening.Apply(advantages);

        Assert.All(advantages, episode => Assert.All(episode!, advantage => Assert.Equal(0, advantage)));
    }

    [Fact]
    public void Apply_NoTokens_Nothing()
    {
        double[]?[] advantages = [null, []];
        AdvantageWhitening.Apply(advantages);

        Assert.Equal([null, []], advantages);
    }
}
