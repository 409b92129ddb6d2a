using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tarl.Learner.Advantages;
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
            ("PolicyGradient:ClipHigh", "0.28"), ("GroupAdvantage:NormalizeByDeviation", "true"), ("Reward:Shaper", "outcome"), ("TarlReward:Success", "20"));

        Assert.Equal("run", services.GetRequiredService<LearnerOptions>().RunFolder);
        Assert.Equal(3, services.GetRequiredService<ModelOptions>().Layers);
        Assert.Equal(0.5, services.GetRequiredService<CloningOptions>().DrillShare);
        Assert.Equal(0.01, services.GetRequiredService<ReinforcementOptions>().LearningRate);
        Assert.Equal(0.28, services.GetRequiredService<PolicyGradientOptions>().ClipHigh);
        Assert.True(services.GetRequiredService<GroupAdvantageOptions>().NormalizeByDeviation);
        Assert.Equal("outcome", services.GetRequiredService<RewardOptions>().Shaper);
        Assert.Equal(20, services.GetRequiredService<TarlRewardOptions>().Success);
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
