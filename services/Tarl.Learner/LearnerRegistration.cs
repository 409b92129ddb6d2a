using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tarl.Learner.Advantages;
using Tarl.Learner.Advantages.Gates;
using Tarl.Learner.Algorithms;
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
    /// Adds the learner: consumes <c>RequestRollout</c>, <c>EpisodeCompleted</c>, <c>EpisodeVerified</c>, <c>EpisodeJudged</c>; publishes <c>EpisodeScored</c>,
    /// <c>CheckpointPublished</c>, <c>UpdateCompleted</c> and the progress of cloning.
    /// </summary>
    public static IBusRegistrationConfigurator AddLearner(this IBusRegistrationConfigurator bus)
    {
        bus.AddValidatedOptions<LearnerOptions>("Learner");
        bus.AddValidatedOptions<ModelOptions>("Model");
        bus.AddValidatedOptions<CloningOptions>("Cloning");
        bus.AddValidatedOptions<ReinforcementOptions>("Reinforcement");
        bus.AddValidatedOptions<PolicyGradientOptions>("PolicyGradient");
        bus.AddValidatedOptions<ImportanceOptions>("Importance");
        bus.AddValidatedOptions<GroupOptions>("Groups");
        bus.AddValidatedOptions<GroupAdvantageOptions>("GroupAdvantage");
        bus.AddValidatedOptions<PassRateBandOptions>("PassRateBand");
        bus.AddValidatedOptions<GaeOptions>("Gae");
        bus.AddValidatedOptions<CriticOptions>("Critic");
        bus.AddRewards();
        bus.AddSingleton<IValidateOptions<ReinforcementOptions>, UnusedOptions>();
        bus.AddSingleton<IAlgorithm, GroupRelativePolicyOptimization>();
        bus.AddSingleton<IAlgorithm, ReinforceLeaveOneOut>();
        bus.AddSingleton<IAlgorithm, ProximalPolicyOptimization>();
        bus.AddSingleton<GroupComparison>();
        bus.AddSingleton<IGroupGate, AllGate>();
        bus.AddSingleton<IGroupGate, ZeroVarianceGate>();
        bus.AddSingleton<IGroupGate, PassRateBandGate>();
        bus.AddSingleton<EpisodeDatabase>();
        bus.AddSingleton<EpisodeStore>();
        bus.AddSingleton<RolloutStore>();
        bus.AddSingleton<Outbox>();
        bus.AddSingleton<BatchQueue>();
        bus.AddSingleton<EpisodeJoiner>();
        bus.AddSingleton<TrainingState>();
        bus.AddSingleton<DemonstrationCloner>();
        bus.AddSingleton<GroupAdvantage>();
        bus.AddSingleton(Update);
        bus.AddSingleton<EpisodeRetries>();
        bus.AddSingleton<EpisodeRecorder>();
        bus.AddSingleton<PolicyUpdater>();
        bus.AddHostedService<LearnerLoop>();
        bus.AddConsumer<StartReinforcementConsumer>();
        bus.AddConsumer<RequestRolloutConsumer, WaitingConsumerDefinition<RequestRolloutConsumer>>();
        bus.AddConsumer<EpisodeCompletedConsumer, WaitingConsumerDefinition<EpisodeCompletedConsumer>>();
        bus.AddConsumer<EpisodeVerifiedConsumer, WaitingConsumerDefinition<EpisodeVerifiedConsumer>>();
        bus.AddConsumer<EpisodeJudgedConsumer, WaitingConsumerDefinition<EpisodeJudgedConsumer>>();
        return bus;
    }

    /// <summary>Adds what puts an episode's outcome into figures, without a learner.</summary>
    public static IServiceCollection AddRewards(this IServiceCollection services)
    {
        services.AddValidatedOptions<RewardOptions>("Reward");
        services.AddValidatedOptions<TarlRewardOptions>("TarlReward");
        services.AddSingleton<IRewardShaper, OutcomeReward>();
        services.AddSingleton<IRewardShaper, TarlReward>();
        services.AddSingleton<EpisodeScorer>();
        return services;
    }

    private static PolicyUpdate Update(IServiceProvider services)
    {
        var options = services.GetRequiredService<ReinforcementOptions>();
        var algorithm = services.GetServices<IAlgorithm>().Single(algorithm => algorithm.Name == options.Algorithm);
        var gate = services.GetServices<IGroupGate>().Single(gate => gate.Name == options.Gate);
        return new PolicyUpdate(options, services.GetRequiredService<PolicyGradientOptions>(), services.GetRequiredService<ImportanceOptions>(), algorithm, gate);
    }
}
