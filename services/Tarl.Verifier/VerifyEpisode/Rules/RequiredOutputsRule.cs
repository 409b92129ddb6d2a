using Microsoft.Extensions.Options;
using Tarl.Contracts.Episodes;

namespace Tarl.Verifier.VerifyEpisode.Rules;

/// <summary>
/// The agent said every required output to the user, as τ-bench checks it: letter case ignored, commas removed from what was said.
/// Beyond τ-bench, an output that is a number must be said as a number: 36 is not part of 136, 36.5 or −36.
/// </summary>
public sealed class RequiredOutputsRule(IOptions<VerifierOptions> options) : IVerificationRule
{
    public IEnumerable<string> FindDifferences(EpisodeCompleted episode, IReadOnlyList<StateChange> expectedChanges)
    {
        var task = episode.Rollout.Task;
        if (!options.Value.OutputDomains.Contains(task.Domain) || task.Outputs.Count == 0) return [];

        var said = episode.Turns.Where(IsSaidToUser).Select(turn => turn.Text.Replace(",", "").ToLowerInvariant()).ToList();
        return task.Outputs.Where(output => !said.Any(text => Says(text, output))).Select(output => $"the agent never said \"{output}\"");
    }

    private static bool IsSaidToUser(Turn turn) => turn is { Role: TurnRole.Agent, Call: null, IsError: false };

    private static bool Says(string text, string output) =>
        SpokenNumbers.TryParse(output, out var number)
            ? SpokenNumbers.Contains(text, number)
            : text.Contains(output.ToLowerInvariant(), StringComparison.Ordinal);
}
