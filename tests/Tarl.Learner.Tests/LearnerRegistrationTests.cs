using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tarl.Learner.Advantages;
using Tarl.Learner.Advantages.Gates;
using Tarl.Learner.CloneDemonstrator;
using Tarl.Learner.Losses;
using Tarl.Learner.Rewards;
using Tarl.Learner.UpdatePolicy;

namespace Tarl.Learner.Tests;

public sealed class LearnerRegistrationTests
{
    private static ServiceProvider Services(params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value)))
            .Build());
        services.AddMassTransit(bus => bus.AddLearner());
        return services.BuildServiceProvider();
    }

    [Fact]
    public void AddLearner_EverySectionConfigured_EachOptionHasItsValue()
    {
        using var services = Services(
            ("Learner:RunFolder", "run"), ("Model:Layers", "3"), ("Cloning:DrillShare", "0.5"), ("Reinforcement:LearningRate", "0.01"),
            ("PolicyGradient:ClipHigh", "0.28"), ("GroupAdvantage:NormalizeByDeviation", "true"), ("Groups:MinimumMembers", "3"), ("TarlReward:Success", "20"));

        Assert.Equal("run", services.GetRequiredService<LearnerOptions>().RunFolder);
        Assert.Equal(3, services.GetRequiredService<ModelOptions>().Layers);
        Assert.Equal(0.5, services.GetRequiredService<CloningOptions>().DrillShare);
        Assert.Equal(0.01, services.GetRequiredService<ReinforcementOptions>().LearningRate);
        Assert.Equal(0.28, services.GetRequiredService<PolicyGradientOptions>().ClipHigh);
        Assert.True(services.GetRequiredService<GroupAdvantageOptions>().NormalizeByDeviation);
        Assert.Equal(3, services.GetRequiredService<GroupOptions>().MinimumMembers);
        Assert.Equal(20, services.GetRequiredService<TarlRewardOptions>().Success);
    }

    [Fact]
    public void AddLearner_PpoConfigured_EachOptionHasItsValue()
    {
        using var services = Services(
            ("Reinforcement:Algorithm", "ppo"), ("Reward:Shaper", "outcome"), ("Gae:Lambda", "0.9"), ("Critic:Clip", "0.2"), ("PolicyGradient:DualClip", "3"));

        Assert.Equal("ppo", services.GetRequiredService<ReinforcementOptions>().Algorithm);
        Assert.Equal("outcome", services.GetRequiredService<RewardOptions>().Shaper);
        Assert.Equal(0.9, services.GetRequiredService<GaeOptions>().Lambda);
        Assert.Equal(0.2, services.GetRequiredService<CriticOptions>().Clip);
        Assert.Equal(3, services.GetRequiredService<PolicyGradientOptions>().DualClip);
    }

    [Theory]
    [InlineData("There is no algorithm 'dqn'; there are grpo, rloo, ppo.", "Reinforcement:Algorithm", "dqn")]
    [InlineData("Importance:Max has no effect: Importance:Correction is None.", "Importance:Max", "3")]
    [InlineData("Importance:Min has no effect: Importance:Correction is not Mask.", "Importance:Correction", "Truncate", "Importance:Min", "0.3")]
    [InlineData("Gae:Lambda has no effect with the algorithm grpo.", "Gae:Lambda", "1")]
    [InlineData("Critic:Clip has no effect with the algorithm rloo.", "Reinforcement:Algorithm", "rloo", "Critic:Clip", "0.2")]
    [InlineData("GroupAdvantage:NormalizeByDeviation has no effect with the algorithm rloo.", "Reinforcement:Algorithm", "rloo", "GroupAdvantage:NormalizeByDeviation", "true")]
    [InlineData("Groups:MinimumMembers has no effect with the algorithm ppo.", "Reinforcement:Algorithm", "ppo", "Groups:MinimumMembers", "3")]
    [InlineData("There is no gate 'none'; there are all, zero-variance, pass-rate-band.", "Reinforcement:Gate", "none")]
    [InlineData("PassRateBand:Lowest has no effect with the gate zero-variance.", "Reinforcement:Gate", "zero-variance", "PassRateBand:Lowest", "0.2")]
    [InlineData("TarlReward:Placement Turn has no effect with the algorithm grpo", "TarlReward:Placement", "Turn")]
    [InlineData("TarlReward:Success has no effect: the reward is outcome.", "Reward:Shaper", "outcome", "TarlReward:Success", "20")]
    [InlineData("PolicyGradient:KlEstimator has no effect: PolicyGradient:KlCoefficient is 0.", "PolicyGradient:KlEstimator", "K2")]
    [InlineData("PolicyGradient:KlPlacement has no effect: PolicyGradient:KlCoefficient is 0.", "PolicyGradient:KlPlacement", "Reward")]
    [InlineData("GroupAdvantage:Epsilon has no effect: GroupAdvantage:NormalizeByDeviation is off.", "GroupAdvantage:Epsilon", "0.1")]
    [InlineData("Reinforcement:FinalLearningRateShare has no effect: the learning rate does not decay.", "Reinforcement:LearningRateDecay", "Constant", "Reinforcement:FinalLearningRateShare", "0.5")]
    public void AddLearner_OptionWithoutEffect_IsRefusedByName(string sentence, params string[] settings)
    {
        using var services = Services([.. settings.Chunk(2).Select(setting => (setting[0], setting[1]))]);

        var error = Assert.Throws<OptionsValidationException>(services.GetRequiredService<ReinforcementOptions>);
        Assert.StartsWith(sentence, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Reinforcement:Algorithm", "ppo", "TarlReward:Placement", "Turn")]
    [InlineData("PolicyGradient:KlCoefficient", "0.1", "PolicyGradient:KlEstimator", "K2", "PolicyGradient:KlPlacement", "Loss")]
    [InlineData("GroupAdvantage:NormalizeByDeviation", "true", "GroupAdvantage:Epsilon", "0.1")]
    [InlineData("Reinforcement:Algorithm", "rloo", "Reinforcement:Gate", "zero-variance", "Groups:MinimumMembers", "3")]
    [InlineData("Reinforcement:Algorithm", "ppo", "Reinforcement:Gate", "pass-rate-band", "PassRateBand:Lowest", "0.2")]
    public void AddLearner_OptionWithEffect_IsTaken(params string[] settings)
    {
        using var services = Services([.. settings.Chunk(2).Select(setting => (setting[0], setting[1]))]);

        Assert.NotNull(services.GetRequiredService<ReinforcementOptions>());
    }

    [Theory]
    [InlineData("PolicyGradient:DualClip", "0.9")]
    [InlineData("PolicyGradient:KlCoefficient", "0.1", "PolicyGradient:KlEstimator", "K1")] // In the loss, K1 knows nothing of the reference.
    public void AddLearner_LossThatMakesNoSense_IsRefused(params string[] settings)
    {
        using var services = Services([.. settings.Chunk(2).Select(setting => (setting[0], setting[1]))]);

        Assert.Throws<OptionsValidationException>(services.GetRequiredService<PolicyGradientOptions>);
    }

    [Fact]
    public void AddLearner_PassRateBandUpsideDown_IsRefused()
    {
        using var services = Services(("PassRateBand:Lowest", "0.6"), ("PassRateBand:Highest", "0.5"));

        var error = Assert.Throws<OptionsValidationException>(services.GetRequiredService<PassRateBandOptions>);
        Assert.Contains("PassRateBand:Lowest must not be above PassRateBand:Highest.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Reinforcement:Updates", "0")]
    [InlineData("Reinforcement:FinalLearningRateShare", "1.5")]
    public void AddLearner_ValueOutOfRange_IsRefused(string key, string value)
    {
        using var services = Services((key, value));

        Assert.Throws<OptionsValidationException>(services.GetRequiredService<ReinforcementOptions>);
    }
}
