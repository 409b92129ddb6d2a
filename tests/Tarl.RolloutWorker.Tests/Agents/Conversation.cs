using System.Text.Json;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.Contracts.Sandbox;
using Tarl.RolloutWorker.Agents;
using Tarl.UserSimulator.SimulateTurn.Scripted;

namespace Tarl.RolloutWorker.Tests.Agents;

/// <summary>One episode, played without bus: agent, scripted user and real sandbox; and whether it left the right database.</summary>
internal sealed record Conversation(IReadOnlyList<Turn> Turns, int Steps, bool UserStopped, bool Passed)
{
    private const int MaxSteps = 30;

    public static async Task<Conversation> PlayAsync(TaskSpec task, IAgent agent, ISandboxClient sandbox, ulong seed)
    {
        await using var session = await sandbox.OpenAsync(task.Domain, task.DataSet, CancellationToken.None);
        await using var episode = await agent.StartAsync(Rollout(task, agent, seed), session, CancellationToken.None);
        var user = new ScriptedUser(new ScriptedUserOptions());
        var turns = new List<Turn> { Ask(user, task, [], seed).Turn };
        var seen = 0;
        var (steps, over, stopped) = (0, false, false);
        while (!over && steps++ < MaxSteps)
        {
            var observations = turns[seen..];
            var action = (await episode.ActAsync(observations, CancellationToken.None)).Turn;
            turns.Add(action);
            seen = turns.Count;
            if (action.Call is { } call)
            {
                var result = await session.CallAsync(call, CancellationToken.None);
                turns.Add(new Turn { Role = TurnRole.Tool, Text = result.Text, IsError = result.IsError });
                over = result.EndsEpisode;
            }
            else
            {
                (var answer, stopped) = Ask(user, task, turns, seed);
                turns.Add(answer);
                over = stopped;
            }
        }

        var changes = Canonical(await session.GetChangesAsync(CancellationToken.None));
        return new Conversation(turns, steps, stopped, changes.SetEquals(await ExpectedAsync(task, sandbox)) && SaysOutputs(task, turns));
    }

    /// <summary>The changes that the ground truth makes on fresh data, in an order that does not matter.</summary>
    public static async Task<HashSet<string>> ExpectedAsync(TaskSpec task, ISandboxClient sandbox)
    {
        await using var session = await sandbox.OpenAsync(task.Domain, task.DataSet, CancellationToken.None);
        foreach (var call in task.GroundTruth) await session.CallAsync(call, CancellationToken.None);
        return Canonical(await session.GetChangesAsync(CancellationToken.None));
    }

    // As the verifier does by default: required texts count in mathematics only.
    private static bool SaysOutputs(TaskSpec task, List<Turn> turns) => task.Domain != "math" || task.Outputs.All(output =>
        turns.Any(turn => turn.Role == TurnRole.Agent && turn.Text.EndsWith($" {output}.", StringComparison.Ordinal)));

    private static (Turn Turn, bool Stop) Ask(ScriptedUser user, TaskSpec task, List<Turn> turns, ulong seed)
    {
        var dialogue = turns
            .Where(turn => turn.Role == TurnRole.User || (turn.Role == TurnRole.Agent && turn.Call is null))
            .Select(turn => new Utterance { Role = turn.Role, Text = turn.Text });
        var reply = user.Reply(new SimulateUserTurn { EpisodeId = Guid.Empty, Task = task, Dialogue = [.. dialogue], Seed = seed });
        return (new Turn { Role = TurnRole.User, Text = reply.Text }, reply.Stop);
    }

    private static HashSet<string> Canonical(IReadOnlyList<StateChange> changes) => [.. changes.Select(change => JsonSerializer.Serialize(change))];

    private static RequestRollout Rollout(TaskSpec task, IAgent agent, ulong seed) => new()
    {
        EpisodeId = Guid.Empty,
        Task = task,
        Purpose = RolloutPurpose.Demonstration,
        GroupId = "0",
        Trial = 0,
        GroupSize = 1,
        Agent = agent.Name,
        Seed = seed,
        Sampling = new SamplingOptions(),
    };
}
