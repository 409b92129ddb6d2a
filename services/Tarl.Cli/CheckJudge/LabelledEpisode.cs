using System.Text.Json;
using Tarl.Cli.CheckJudge.Faults;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;

namespace Tarl.Cli.CheckJudge;

/// <summary>An episode whose turn scores are known, because what is wrong with it was planted.</summary>
/// <param name="Fault">An <see cref="IFault.Name"/>.</param>
/// <param name="Truth">The score of each agent turn, in order. (A)</param>
internal sealed record LabelledEpisode(string Fault, EpisodeCompleted Episode, IReadOnlyList<int> Truth)
{
    /// <summary>Positions of the agent's turns among all turns. (A)</summary>
    public IReadOnlyList<int> AgentTurns { get; } = [.. Enumerable.Range(0, Episode.Turns.Count).Where(i => Episode.Turns[i].Role == TurnRole.Agent)];

    /// <summary>Null if the episode did not come to the end that its faults leave it, so that the truth is not known.</summary>
    /// <param name="flaws">Of each agent turn, in order. (A)</param>
    public static LabelledEpisode? Of(string fault, EpisodeCompleted episode, IReadOnlyList<Flaw> flaws)
    {
        var agentTurns = Enumerable.Range(0, episode.Turns.Count).Where(i => episode.Turns[i].Role == TurnRole.Agent).ToArray();
        if (episode.Failure is not null || episode.StopReason is StopReason.StepLimit or StopReason.TokenLimit || flaws.Count != agentTurns.Length)
        {
            return null;
        }

        var weights = agentTurns.Select((turn, i) => flaws[i] == Flaw.Major && IsRefused(episode.Turns, turn) ? Flaw.Minor : flaws[i]).ToArray();
        var deviation = Array.IndexOf(weights, Flaw.Major);
        return deviation < 0 && !HasWrittenAll(episode)
            ? null
            : new LabelledEpisode(fault, episode, [.. weights.Select((weight, i) => Score(weight, i, deviation))]);
    }

    private static int Score(Flaw flaw, int turn, int deviation) => (deviation >= 0 ? turn.CompareTo(deviation) : -1) switch
    {
        < 0 => flaw == Flaw.None ? 1 : 0,
        0 => -1,
        > 0 => 0,
    };

    private static bool IsRefused(IReadOnlyList<Turn> turns, int turn) =>
        turns[turn].Call is not null && turn + 1 < turns.Count && turns[turn + 1] is { Role: TurnRole.Tool, IsError: true };

    private static bool HasWrittenAll(EpisodeCompleted episode)
    {
        var done = Enumerable.Range(0, episode.Turns.Count).Where(i => !IsRefused(episode.Turns, i)).Select(i => episode.Turns[i].Call).OfType<ToolCall>().ToArray();
        return episode.Rollout.Task.Plan
            .Where(goal => goal.Resolution == GoalResolution.Write)
            .All(goal => done.Any(call => call.Name == goal.Write!.Name && JsonElement.DeepEquals(call.Arguments, goal.Write.Arguments)));
    }
}
