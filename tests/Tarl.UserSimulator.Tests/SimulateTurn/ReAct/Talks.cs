using Tarl.Contracts.Episodes;
using Tarl.UserSimulator.Tests.SimulateTurn.Scripted;

namespace Tarl.UserSimulator.Tests.SimulateTurn.ReAct;

/// <summary>A task for someone who reads instructions, and conversations about it.</summary>
internal static class Talks
{
    private const string Instruction = "You are Noah. Your email is noah@example.com. You live at 12 Elm Street, Suite 4, San Diego, CA, USA, 92101. "
        + "You want to cancel order #W7678072, since it is no longer needed. "
        + "The new one comes with the blue cover and the long cable and the small bag and the warm lamp and the big box.";

    /// <param name="dialogue">What user and agent have said, in turns.</param>
    public static SimulateUserTurn Request(params string[] dialogue) => new()
    {
        EpisodeId = new Guid("00000000-0000-0000-0000-000000000005"),
        Task = Dialogues.Task() with { Instruction = Instruction },
        Dialogue = [.. dialogue.Select((text, at) => new Utterance { Role = at % 2 == 0 ? TurnRole.User : TurnRole.Agent, Text = text })],
        Seed = 3,
    };
}
