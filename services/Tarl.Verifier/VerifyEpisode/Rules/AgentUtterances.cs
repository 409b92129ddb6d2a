using Tarl.Contracts.Episodes;

namespace Tarl.Verifier.VerifyEpisode.Rules;

/// <summary>What the user heard from the agent, as τ-bench compares it: in lower case and without commas.</summary>
internal static class AgentUtterances
{
    public static IEnumerable<string> Of(EpisodeCompleted episode) => episode.Turns
        .Where(turn => turn is { Role: TurnRole.Agent, Call: null, IsError: false })
        .Select(turn => turn.Text.Replace(",", "").ToLowerInvariant());
}
