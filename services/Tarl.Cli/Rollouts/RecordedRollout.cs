using System.Text.Json.Serialization;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.Contracts.Rewards;
using Tarl.Learner.JoinEpisodes;

namespace Tarl.Cli.Rollouts;

/// <summary>
/// An episode with all that is needed to learn from it; one line of a file of rollouts (<c>docs/rollouts.md</c>). The response is everything from the first
/// token that the policy sampled, what users and tools said included. (R)
/// </summary>
public sealed record RecordedRollout
{
    public const string CurrentFormat = "tarl-rollout-1";

    [JsonPropertyName("format")]
    public required string Format { get; init; }

    /// <summary>The same for all episodes that are compared with each other.</summary>
    [JsonPropertyName("uid")]
    public required string Uid { get; init; }

    /// <summary>Tokens before the first sampled one; null if the agent was no policy, or the episode failed.</summary>
    [JsonPropertyName("prompt_ids")]
    public int[]? PromptIds { get; init; }

    [JsonPropertyName("response_ids")]
    public int[]? ResponseIds { get; init; } // (R)

    /// <summary>1 where the policy sampled the token, 0 where it was forced on it.</summary>
    [JsonPropertyName("response_mask")]
    public int[]? ResponseMask { get; init; } // (R)

    /// <summary>Nats, under the policy and temperature that sampled; 0 where forced.</summary>
    [JsonPropertyName("response_logprobs")]
    public float[]? ResponseLogprobs { get; init; } // (R)

    /// <summary>The policy version that sampled the token; −1 where forced.</summary>
    [JsonPropertyName("response_versions")]
    public int[]? ResponseVersions { get; init; } // (R)

    /// <summary>The reward where it falls; sums up to <see cref="RewardScore"/>.</summary>
    [JsonPropertyName("response_rewards")]
    public double[]? ResponseRewards { get; init; } // (R)

    /// <summary>The trajectory's reward; 0 if the episode failed.</summary>
    [JsonPropertyName("reward_score")]
    public required double RewardScore { get; init; }

    /// <summary>Turns of user, agent and tools.</summary>
    [JsonPropertyName("num_turns")]
    public required int NumTurns { get; init; }

    [JsonPropertyName("success")]
    public required bool Success { get; init; }

    /// <summary>What failed outside the policy; null for an episode that counts.</summary>
    [JsonPropertyName("failure")]
    public string? Failure { get; init; }

    /// <summary>Null if the agent was no policy.</summary>
    [JsonPropertyName("policy")]
    public SampledBy? Policy { get; init; }

    [JsonPropertyName("episode")]
    public required EpisodeCompleted Episode { get; init; }

    [JsonPropertyName("verdict")]
    public required EpisodeVerified Verdict { get; init; }

    [JsonPropertyName("judgement")]
    public required EpisodeJudged Judgement { get; init; }

    /// <param name="tokenRewards">One a sampled token. (S)</param>
    public static RecordedRollout From(JoinedEpisode joined, EpisodeTokens? tokens, double[] tokenRewards, EpisodeScored scored, SampledBy? policy)
    {
        var rollout = new RecordedRollout
        {
            Format = CurrentFormat,
            Uid = $"{joined.Completed.Rollout.Batch}/{joined.Completed.Rollout.Group}",
            RewardScore = scored.Reward,
            NumTurns = joined.Completed.Turns.Count,
            Success = scored.Success,
            Failure = joined.Failure is { } failure ? $"{failure.Boundary}: {failure.Message}" : null,
            Policy = policy,
            Episode = joined.Completed,
            Verdict = joined.Verified,
            Judgement = joined.Judged,
        };
        return tokens is null ? rollout : rollout.With(tokens, tokenRewards);
    }

    /// <summary>The tokens as the policy server kept them; null if there are none.</summary>
    /// <exception cref="InvalidDataException">The arrays do not fit each other, or hold what no policy server writes.</exception>
    public EpisodeTokens? Tokens()
    {
        if (PromptIds is null && ResponseIds is null)
        {
            return null;
        }

        if (PromptIds is null || ResponseIds is null || ResponseMask?.Length != ResponseIds.Length || ResponseLogprobs?.Length != ResponseIds.Length || ResponseVersions?.Length != ResponseIds.Length)
        {
            throw new InvalidDataException("prompt_ids, response_ids, response_mask, response_logprobs and response_versions must all be there, the last four of one length");
        }

        if (ResponseMask.Any(mask => mask is not (0 or 1)) || ResponseLogprobs.Where((logprob, i) => ResponseMask[i] == 1).Any(logprob => !float.IsFinite(logprob) || logprob > 0))
        {
            throw new InvalidDataException("a mask is 0 or 1, and a sampled token's logprob is finite and not above 0");
        }

        return new EpisodeTokens
        {
            Tokens = [.. PromptIds, .. ResponseIds],
            Sampled = [.. PromptIds.Select(_ => false), .. ResponseMask.Select(mask => mask == 1)],
            BehaviorLogprobs = [.. PromptIds.Select(_ => 0f), .. ResponseLogprobs],
            PolicyVersions = [.. PromptIds.Select(_ => -1), .. ResponseVersions],
        };
    }

    private RecordedRollout With(EpisodeTokens tokens, double[] tokenRewards)
    {
        var start = Array.IndexOf(tokens.Sampled, true);
        start = start < 0 ? tokens.Tokens.Length : start;
        var rewards = new double[tokens.Tokens.Length - start];
        var sampled = 0;
        for (var i = start; i < tokens.Tokens.Length; i++)
        {
            rewards[i - start] = tokens.Sampled[i] ? tokenRewards[sampled++] : 0;
        }

        return this with
        {
            PromptIds = tokens.Tokens[..start],
            ResponseIds = tokens.Tokens[start..],
            ResponseMask = [.. tokens.Sampled[start..].Select(isSampled => isSampled ? 1 : 0)],
            ResponseLogprobs = tokens.BehaviorLogprobs[start..],
            ResponseVersions = tokens.PolicyVersions[start..],
            ResponseRewards = rewards,
        };
    }
}
