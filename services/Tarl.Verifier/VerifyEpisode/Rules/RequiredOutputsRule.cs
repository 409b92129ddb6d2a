using Microsoft.Extensions.Options;
using Tarl.Contracts.Episodes;

namespace Tarl.Verifier.VerifyEpisode.Rules;

/// <summary>
/// The agent said every required output to the user, as τ-bench checks it. Beyond τ-bench, an output that is a number must be said as
/// a number: 36 is not part of 136, 36.5 or −36.
/// </summary>
public sealed class RequiredOutputsRule(IOptions<VerifierOptions> options) : IVerificationRule
{
    public IEnumerable<string> FindDifferences(EpisodeCompleted episode, IReadOnlyList<StateChange> expectedChanges)
    {
        var task = episode.Rollout.Task;
        if (!options.Value.OutputDomains.Contains(task.Domain) || task.Outputs.Count == 0) return [];

        var said = AgentUtterances.Of(episode).ToList();
        return task.Outputs.Where(output => !said.Any(text => Says(text, output))).Select(output => $"the agent never said \"{output}\"");
    }

    private static bool Says(string text, string output) =>
        SpokenNumbers.TryParse(output, out var number)
            ? SpokenNumbers.In(text).Contains(number)
            : text.Contains(output.ToLowerInvariant(), StringComparison.Ordinal);
}
