using Tarl.Learner.Advantages;
using Tarl.Learner.Losses;
using Tarl.Policy.Engines;

namespace Tarl.Learner.UpdatePolicy;

/// <summary>The episodes of one update in the forms that engine, algorithm and loss read them in.</summary>
internal sealed class UpdateBatch
{
    private static readonly TokenSequence Nothing = new() { Tokens = [], Sampled = [] };

    /// <param name="temperature">That the tokens were sampled at.</param>
    public UpdateBatch(IReadOnlyList<Sample> samples, float temperature)
    {
        Samples = samples;
        Valid = [.. Enumerable.Range(0, samples.Count).Where(i => samples[i].IsValid)];
        Sequences = [.. samples.Select(sample => ToSequence(sample, temperature))];
    }

    public IReadOnlyList<Sample> Samples { get; } // (N)

    /// <summary>Which of the samples are valid.</summary>
    public IReadOnlyList<int> Valid { get; }

    /// <summary>Of an episode that is not valid, an empty one.</summary>
    public IReadOnlyList<TokenSequence> Sequences { get; } // (N)

    /// <summary>What a policy says of the sampled tokens; nothing of episodes that are not valid. (N)</summary>
    public IReadOnlyList<TokenScores> Score(IPolicyEngine engine, CancellationToken cancellationToken) => engine.Score(Sequences, cancellationToken);

    /// <summary>The same of some episodes alone; nothing of the others. (N)</summary>
    public IReadOnlyList<TokenScores> Score(IPolicyEngine engine, IReadOnlySet<int> episodes, CancellationToken cancellationToken) =>
        engine.Score([.. Sequences.Select((sequence, i) => episodes.Contains(i) ? sequence : Nothing)], cancellationToken);

    /// <param name="references">The reference policy's scores; null if there is none.</param>
    /// <param name="values">The current policy's, for their values; null without a critic.</param>
    public RewardedEpisode[] Rewarded(PolicyGradientOptions loss, IReadOnlyList<TokenScores>? references, IReadOnlyList<TokenScores>? values)
    {
        var penalized = loss.KlPlacement == KlPlacement.Reward ? references : null;
        return [.. Samples.Select((sample, i) => Rewarded(sample, penalized is null ? [] : Penalties(i, penalized[i], loss), values?[i].Values ?? []))];
    }

    /// <summary>What the loss needs to know of each episode; null for one that is not learnt from. (N)</summary>
    /// <param name="references">The reference policy's scores; null if there is none.</param>
    /// <param name="starts">The current policy's; null if neither critic nor importance correction asks for them, nothing of an episode that they are not needed for.</param>
    public PolicyGradientSample?[] Targets(
        AdvantageEstimate estimate, PolicyGradientOptions loss, ImportanceOptions importance, IReadOnlyList<TokenScores>? references,
        IReadOnlyList<TokenScores>? starts)
    {
        var corrects = importance.Correction != ImportanceCorrection.None;
        return [.. estimate.Advantages.Select((advantages, i) => advantages is null ? null : Target(i, advantages, corrects && starts![i].Logprobs.Length == advantages.Length))];

        PolicyGradientSample Target(int i, double[] advantages, bool hasProximal) => new()
        {
            Advantages = Array.ConvertAll(advantages, advantage => (float)advantage),
            BehaviorLogprobs = BehaviorLogprobs(i),
            ProximalLogprobs = hasProximal ? starts![i].Logprobs : null,
            ImportanceWeights = hasProximal ? ImportanceWeights.Of(starts![i].Logprobs, BehaviorLogprobs(i), importance) : null,
            StartsNow = corrects && !hasProximal ? importance : null,
            ReferenceLogprobs = references?[i].Logprobs,
            Returns = estimate.Returns.Count == 0 ? null : Array.ConvertAll(estimate.Returns[i]!, target => (float)target),
            Values = estimate.Returns.Count == 0 ? null : starts![i].Values,
            Weight = loss.Aggregation == LossAggregation.Token ? 1 : 1.0 / Math.Max(1, advantages.Length),
        };
    }

    /// <summary>0 if no episode is valid.</summary>
    public double MeanOverValid(Func<Sample, double> figure) => Valid.Count == 0 ? 0 : Valid.Average(i => figure(Samples[i]));

    /// <summary>Versions between the policy that sampled and the given one, mean over sampled tokens.</summary>
    public double Staleness(int version)
    {
        var sampledBy = Valid.SelectMany(i => Samples[i].Tokens!.PolicyVersions).Where(sampled => sampled >= 0).ToArray();
        return sampledBy.Length == 0 ? 0 : sampledBy.Average(sampled => (double)(version - sampled));
    }

    private static RewardedEpisode Rewarded(Sample sample, double[] penalties, float[] values)
    {
        var rewards = sample.IsValid ? sample.TokenRewards : [];
        return new RewardedEpisode
        {
            Group = sample.Scored.Group,
            IsValid = sample.IsValid,
            Success = sample.Scored.Success,
            Reward = sample.Scored.Reward - penalties.Sum(),
            TokenRewards = penalties.Length == 0 ? rewards : [.. rewards.Zip(penalties, (reward, penalty) => reward - penalty)],
            Values = values,
        };
    }

    private double[] Penalties(int sample, TokenScores reference, PolicyGradientOptions loss) =>
    [
        .. BehaviorLogprobs(sample).Zip(
            reference.Logprobs, (behavior, logprob) => loss.KlCoefficient * KlEstimate.Evaluate(loss.KlEstimator, (double)behavior - logprob).Value),
    ];

    private float[] BehaviorLogprobs(int sample) =>
        Samples[sample] is { IsValid: true, Tokens: { } tokens } ? [.. tokens.BehaviorLogprobs.Where((_, i) => tokens.Sampled[i])] : [];

    private static TokenSequence ToSequence(Sample sample, float temperature) => sample is { IsValid: true, Tokens: { } tokens }
        ? new TokenSequence { Tokens = tokens.Tokens, Sampled = tokens.Sampled, Temperature = temperature }
        : Nothing;
}
