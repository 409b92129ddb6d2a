using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;

namespace Tarl.Cli.CheckJudge.Faults;

/// <summary>Between two right turns the agent says something that is no language: JSON of a tool, a call's mark-up, a stutter.</summary>
internal sealed class GarbledReply : IFault
{
    private const double Chance = 0.35;
    private const int FragmentCharacters = 48;

    public string Name => "garbled-reply";

    public bool Suits(TaskSpec task) => Suitable.Writes(task);

    public IReadOnlyList<PlantedTurn>? Plant(Moment moment)
    {
        // Between a question and the answer that it gets, words of any kind would change what the answer means.
        var isAnswered = moment.IsWrite(moment.Right);
        return moment.HasPlanted || isAnswered || !moment.Random.Chance(Chance)
            ? null
            : [PlantedTurn.Says(Garble(moment), Flaw.Minor), new PlantedTurn(moment.Right, Flaw.None)];
    }

    private static string Garble(Moment moment)
    {
        var calls = moment.Turns.Where(turn => turn.Call is not null).Select(turn => turn.Call!).ToArray();
        var documents = moment.Turns.Where(turn => turn.Role == TurnRole.Tool && turn.Text.StartsWith('{')).Select(turn => turn.Text).ToArray();
        string[] forms =
        [
            "I will I will I will I will",
            "The the the order order of of the",
            "\"}, {\"name\": \"",
            ". What is your name and zip code?",
            "@example.com. Please ",
            "What is the .",
            "#W97979797979797979797979797979797",
            ". ?",
            .. calls.Select(call => $"{call.Name} {call.Arguments.GetRawText()}"),
            .. calls.Select(call => $"<tool_call> {{\"name\": \"{call.Name}\""),
            .. documents.Select(document => Fragment(document, moment)),
        ];
        return moment.Random.Pick(forms);
    }

    private static string Fragment(string document, Moment moment)
    {
        var start = moment.Random.Next(Math.Max(1, document.Length - FragmentCharacters));
        start = Math.Max(0, document.IndexOf('"', start));
        return document[start..Math.Min(document.Length, start + FragmentCharacters)];
    }
}
