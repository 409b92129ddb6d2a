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
        bus.AddValidatedOptions<ModelOptions>("Learner:Model");
        bus.AddValidatedOptions<CloningOptions>("Learner:Cloning");
        bus.AddValidatedOptions<ReinforcementOptions>("Learner:Reinforcement");
        bus.AddValidatedOptions<PolicyGradientOptions>("Learner:PolicyGradient");
        bus.AddValidatedOptions<GroupAdvantageOptions>("Learner:GroupAdvantage");
        bus.AddValidatedOptions<RewardOptions>("Learner:Reward");
        bus.AddValidatedOptions<TarlRewardOptions>("Learner:Reward:Tarl");
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
