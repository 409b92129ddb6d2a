using Microsoft.Extensions.Options;
using Tarl.Contracts.Episodes;

namespace Tarl.Verifier.VerifyEpisode.Rules;

/// <summary>
/// The conversation came to an end of its own. Without this an agent that rambles until it is cut off passes every task in which
/// nothing may be written.
/// </summary>
public sealed class FinishedConversationRule(IOptions<VerifierOptions> options) : IVerificationRule
{
    public IEnumerable<string> FindDifferences(EpisodeCompleted episode, IReadOnlyList<StateChange> expectedChanges)
    {
        if (!options.Value.RequireFinishedConversation) yield break;

        if (episode.StopReason == StopReason.StepLimit) yield return "the conversation used up its steps and did not end";
        if (episode.StopReason == StopReason.TokenLimit) yield return "the conversation was cut off by a token limit";
    }
}
