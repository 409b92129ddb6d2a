using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Tarl.Learner.Advantages.Gates;
using Tarl.Learner.Algorithms;
using Tarl.Learner.Losses;
using Tarl.Learner.Rewards;

namespace Tarl.Learner.UpdatePolicy;

/// <summary>Refuses an algorithm that there is not, and options that have no effect with the chosen algorithm and the other options.</summary>
internal sealed class UnusedOptions(
    IEnumerable<IAlgorithm> algorithms, IEnumerable<IGroupGate> gates, IConfiguration configuration, PolicyGradientOptions loss, ImportanceOptions importance,
    Advantages.GroupAdvantageOptions groupAdvantage,
    RewardOptions reward, TarlRewardOptions tarl) : IValidateOptions<ReinforcementOptions>
{
    public ValidateOptionsResult Validate(string? name, ReinforcementOptions options)
    {
        if (algorithms.SingleOrDefault(algorithm => algorithm.Name == options.Algorithm) is not { } chosen)
        {
            return ValidateOptionsResult.Fail($"There is no algorithm '{options.Algorithm}'; there are {string.Join(", ", algorithms.Select(algorithm => algorithm.Name))}.");
        }

        if (gates.SingleOrDefault(gate => gate.Name == options.Gate) is not { } gate)
        {
            return ValidateOptionsResult.Fail($"There is no gate '{options.Gate}'; there are {string.Join(", ", gates.Select(gate => gate.Name))}.");
        }

        return Problems(options, chosen, gate).FirstOrDefault() is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
    }

    private IEnumerable<string> Problems(ReinforcementOptions options, IAlgorithm chosen, IGroupGate gate)
    {
        foreach (var section in gates.Select(other => other.Section).OfType<string>().Where(section => section != gate.Section))
        {
            if (configuration.GetSection(section).GetChildren().FirstOrDefault() is { } given)
            {
                yield return $"{section}:{given.Key} has no effect with the gate {gate.Name}.";
            }
        }

        foreach (var section in algorithms.SelectMany(algorithm => algorithm.Sections).Except(chosen.Sections))
        {
            if (configuration.GetSection(section).GetChildren().FirstOrDefault() is { } given)
            {
                yield return $"{section}:{given.Key} has no effect with the algorithm {chosen.Name}.";
            }
        }

        if (reward.Shaper == "tarl" && tarl.Placement == RewardPlacement.Turn && !chosen.RewardsTokens)
        {
            yield return $"TarlReward:Placement Turn has no effect with the algorithm {chosen.Name}: it compares the sums of whole episodes, so that every token gets the same advantage.";
        }

        (string Key, bool HasEffect, string Reason)[] conditions =
        [
            ("Reinforcement:FinalLearningRateShare", options.LearningRateDecay != LearningRateDecay.Constant, "the learning rate does not decay"),
            ("PolicyGradient:KlEstimator", loss.KlCoefficient > 0, "PolicyGradient:KlCoefficient is 0"),
            ("PolicyGradient:KlPlacement", loss.KlCoefficient > 0, "PolicyGradient:KlCoefficient is 0"),
            ("Importance:Level", importance.Correction != ImportanceCorrection.None, "Importance:Correction is None"),
            ("Importance:Max", importance.Correction != ImportanceCorrection.None, "Importance:Correction is None"),
            ("Importance:Min", importance.Correction == ImportanceCorrection.Mask, "Importance:Correction is not Mask"),
            ("GroupAdvantage:Epsilon", groupAdvantage.NormalizeByDeviation, "GroupAdvantage:NormalizeByDeviation is off"),
            .. configuration.GetSection("TarlReward").GetChildren().Select(given => ($"TarlReward:{given.Key}", reward.Shaper == "tarl", $"the reward is {reward.Shaper}")),
        ];
        foreach (var (key, hasEffect, reason) in conditions)
        {
            if (!hasEffect && configuration[key] is not null) yield return $"{key} has no effect: {reason}.";
        }
    }
}
