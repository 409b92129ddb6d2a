using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.UserSimulator.SimulateTurn.Scripted;

namespace Tarl.UserSimulator.Tests.SimulateTurn.Scripted;

/// <summary>Plays a scripted user against given agent replies.</summary>
internal static class Dialogues
{
    public static readonly IReadOnlyDictionary<string, string> Email = new Dictionary<string, string> { ["email"] = "noah.brown7922@example.com" };

    public static UserGoal Cancel(params string[] withheld) => new()
    {
        Intent = Intents.Cancel,
        Facts = new Dictionary<string, string> { [FactNames.OrderId] = "#W7678072", [FactNames.Reason] = "no longer needed" },
        Withheld = withheld,
    };

    public static UserGoal Status { get; } = new()
    {
        Intent = Intents.Status,
        Facts = new Dictionary<string, string> { [FactNames.OrderId] = "#W2611340" },
    };

    public static TaskSpec Task(params UserGoal[] goals) => new()
    {
        Id = "retail-test-00000",
        Domain = "retail",
        Kind = "test",
        DataSet = "test",
        Instruction = "You are a test.",
        Script = new UserScript { Identity = Email, Goals = goals },
        GroundTruth = [],
    };

    /// <summary>Every user turn: the opening, then the answer to each agent reply until the user stops.</summary>
    public static IReadOnlyList<UserTurnSimulated> Play(TaskSpec task, IEnumerable<string> agentReplies, ulong seed = 1)
    {
        var user = new ScriptedUser(new ScriptedUserOptions());
        var dialogue = new List<Utterance>();
        var turns = new List<UserTurnSimulated> { Hear(user, task, dialogue, seed) };
        foreach (var reply in agentReplies)
        {
            if (turns[^1].Stop) break;
            dialogue.Add(new Utterance { Role = TurnRole.Agent, Text = reply });
            turns.Add(Hear(user, task, dialogue, seed));
        }

        return turns;
    }

    private static UserTurnSimulated Hear(ScriptedUser user, TaskSpec task, List<Utterance> dialogue, ulong seed)
    {
        var turn = user.Reply(new SimulateUserTurn { EpisodeId = Guid.Empty, Task = task, Dialogue = [.. dialogue], Seed = seed });
        dialogue.Add(new Utterance { Role = TurnRole.User, Text = turn.Text });
        return turn;
    }
}
