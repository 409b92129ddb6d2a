using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Testing.Models;
using Tarl.UserSimulator.SimulateTurn.Scripted;

namespace Tarl.Benchmarks.Conversations;

/// <summary>Answers as a language model that plays users well, after a while: the scripted user tells it what to say.</summary>
internal sealed class ScriptedModel(IEnumerable<RequestRollout> rollouts, TimeSpan delay)
{
    private const string Heading = "User Response:\n";

    private readonly ScriptedUser _user = new(new ScriptedUserOptions());
    private readonly Dictionary<string, TaskSpec> _tasks = rollouts.Select(rollout => rollout.Task).DistinctBy(task => task.Instruction).ToDictionary(task => task.Instruction);

    public async Task AnswerAsync(ModelExchange exchange)
    {
        var thinking = Task.Delay(delay, exchange.Aborted);
        var prompt = exchange.Messages[0].Text;

        // The instruction stands between the first and the second blank line.
        var task = _tasks[prompt.Split("\n\n")[1]];
        var reply = _user.Reply(new SimulateUserTurn
        {
            EpisodeId = Guid.Empty,
            Task = task,
            Seed = 1,

            // After the prompt comes the agent's greeting.
            Dialogue = [.. exchange.Messages.Skip(2).Select(message => new Utterance
            {
                Role = message.Role == "assistant" ? TurnRole.User : TurnRole.Agent,
                Text = message.Text.Replace(Heading, "", StringComparison.Ordinal),
            })],
        });
        await thinking;
        await exchange.AnswerAsync($"Thought:\nThat comes next.\n\n{Heading}{reply.Text}{(reply.Stop ? " ###STOP###" : "")}");
    }
}
