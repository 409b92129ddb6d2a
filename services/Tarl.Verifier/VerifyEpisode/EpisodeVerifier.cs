using Microsoft.Extensions.Options;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;
using Tarl.Verifier.VerifyEpisode.Rules;

namespace Tarl.Verifier.VerifyEpisode;

/// <summary>Success if and only if no rule finds a difference.</summary>
public sealed class EpisodeVerifier(IEnumerable<IVerificationRule> rules, IOptions<VerifierOptions> options)
{
    private readonly IVerificationRule[] _rules = [.. rules];

    /// <param name="episode">An episode that ended for a reason other than <see cref="StopReason.Failed"/>.</param>
    /// <param name="expectedChanges">What the task's ground truth changes in fresh data.</param>
    public EpisodeVerified Verify(EpisodeCompleted episode, IReadOnlyList<StateChange> expectedChanges)
    {
        var differences = _rules.SelectMany(rule => rule.FindDifferences(episode, expectedChanges)).ToList();
        return new EpisodeVerified
        {
            EpisodeId = episode.EpisodeId,
            Success = differences.Count == 0,
            Differences = Shorten(differences),
        };
    }

    private List<string> Shorten(List<string> differences)
    {
        var limit = options.Value.MaxDifferences;
        return differences.Count <= limit
            ? differences
            : [.. differences.Take(limit), $"and {differences.Count - limit} more"];
    }
}
