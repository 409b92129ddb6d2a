using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tarl.Learner.Advantages;
using Tarl.Learner.CloneDemonstrator;
using Tarl.Learner.JoinEpisodes;
using Tarl.Learner.Losses;
using Tarl.Learner.RecordEpisodes;
using Tarl.Learner.Rewards;
using Tarl.Learner.ScoreEpisode;
using Tarl.Learner.UpdatePolicy;

namespace Tarl.Learner;

public static class LearnerRegistration
{
    /// <summary>
    /// Adds the learner: consumes <c>EpisodeCompleted</c>, <c>EpisodeVerified</c>, <c>EpisodeJudged</c>; publishes <c>EpisodeScored</c>,
    /// <c>CheckpointPublished</c>, <c>UpdateCompleted</c> and the progress of cloning.
    /// </summary>
    public static IBusRegistrationConfigurator AddLearner(this IBusRegistrationConfigurator bus)
    {
        AddOptions<LearnerOptions>(bus, "Learner");
        AddOptions<ModelOptions>(bus, "Learner:Model");
        AddOptions<CloningOptions>(bus, "Learner:Cloning");
        AddOptions<ReinforcementOptions>(bus, "Learner:Reinforcement");
        AddOptions<PolicyGradientOptions>(bus, "Learner:PolicyGradient");
        AddOptions<GroupAdvantageOptions>(bus, "Learner:GroupAdvantage");
        AddOptions<RewardOptions>(bus, "Learner:Reward");
        AddOptions<TarlRewardOptions>(bus, "Learner:Reward:Tarl");
        bus.AddSingleton<IRewardShaper, OutcomeReward>();
        bus.AddSingleton<IRewardShaper, TarlReward>();
        bus.AddSingleton<EpisodeScorer>();
        bus.AddSingleton<EpisodeJoiner>();
        bus.AddSingleton<EpisodeStore>();
        bus.AddSingleton<TrainingState>();
        bus.AddSingleton<DemonstrationCloner>();
        bus.AddSingleton<GroupAdvantage>();
        bus.AddSingleton<GroupRelativeUpdate>();
        bus.AddSingleton<PolicyUpdater>();
        bus.AddHostedService<LearnerLoop>();
        bus.AddConsumer<StartReinforcementConsumer>();
        bus.AddConsumer<EpisodeCompletedConsumer>();
        bus.AddConsumer<EpisodeVerifiedConsumer>();
        bus.AddConsumer<EpisodeJudgedConsumer>();
        return bus;
    }

    /// <summary>Registers options both as <see cref="IOptions{T}"/> and, for the pure classes, as the value itself.</summary>
    private static void AddOptions<T>(IBusRegistrationConfigurator bus, string section)
        where T : class
    {
        bus.AddOptions<T>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
        bus.AddSingleton(services => services.GetRequiredService<IOptions<T>>().Value);
    }
}
