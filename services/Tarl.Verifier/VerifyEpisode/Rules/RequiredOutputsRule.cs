using Microsoft.Extensions.Options;
using Tarl.Contracts.Episodes;

namespace Tarl.Verifier.VerifyEpisode.Rules;

/// <summary>
/// The agent said every required output to the user, as τ-bench and τ²-bench check it: in lower case, it is part of one of the agent's
/// replies in lower case without commas. So 36 is part of 136, and an output with a comma is never said. Only where tasks have a
/// number for an answer must it be said as a number.
/// </summary>
public sealed class RequiredOutputsRule(IOptions<VerifierOptions> options) : IVerificationRule
{
    public IEnumerable<string> FindDifferences(EpisodeCompleted episode, IReadOnlyList<StateChange> expectedChanges)
    {
        var task = episode.Rollout.Task;
        if (!options.Value.OutputDomains.Contains(task.Domain) || task.Outputs.Count == 0) return [];

        var asNumber = options.Value.AnswerDomains.Contains(task.Domain);
        var said = AgentUtterances.Of(episode).ToList();
        return task.Outputs.Where(output => !said.Any(text => Says(text, output, asNumber))).Select(output => $"the agent never said \"{output}\"");
    }

    private static bool Says(string text, string output, bool asNumber) =>
        asNumber && SpokenNumbers.TryParse(output, out var number)
            ? SpokenNumbers.In(text).Contains(number)
            : text.Contains(output.ToLowerInvariant(), StringComparison.Ordinal);
}
