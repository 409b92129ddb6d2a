using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Tarl.Learner.Advantages;
using Tarl.Learner.CloneDemonstrator;
using Tarl.Learner.JoinEpisodes;
using Tarl.Learner.Losses;
using Tarl.Learner.RecordEpisodes;
using Tarl.Learner.Rewards;
using Tarl.Learner.ScoreEpisode;
using Tarl.Learner.UpdatePolicy;
using Tarl.ServiceDefaults;

namespace Tarl.Learner;

public static class LearnerRegistration
{
    /// <summary>
    /// Adds the learner: consumes <c>EpisodeCompleted</c>, <c>EpisodeVerified</c>, <c>EpisodeJudged</c>; publishes <c>EpisodeScored</c>,
    /// <c>CheckpointPublished</c>, <c>UpdateCompleted</c> and the progress of cloning.
    /// </summary>
    public static IBusRegistrationConfigurator AddLearner(this IBusRegistrationConfigurator bus)
    {
        bus.AddValidatedOptions<LearnerOptions>("Learner");
        bus.AddValidatedOptions<ModelOptions>("Model");
        bus.AddValidatedOptions<CloningOptions>("Cloning");
        bus.AddValidatedOptions<ReinforcementOptions>("Reinforcement");
        bus.AddValidatedOptions<PolicyGradientOptions>("PolicyGradient");
        bus.AddValidatedOptions<GroupAdvantageOptions>("GroupAdvantage");
        bus.AddValidatedOptions<RewardOptions>("Reward");
        bus.AddValidatedOptions<TarlRewardOptions>("TarlReward");
        bus.AddOptions<TarlRewardOptions>().Validate(
            options => options.Placement == RewardPlacement.Terminal,
            "GRPO gives every token of an episode the same advantage, so the placement Turn would have no effect.");
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
}
