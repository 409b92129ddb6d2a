using System.Text.RegularExpressions;
using Tarl.Contracts.Episodes;

namespace Tarl.UserSimulator.SimulateTurn.ReAct.Faults;

/// <summary>The user says goodbye, and goodbye again, and does not go; or goes before it has said anything.</summary>
internal sealed partial class EndlessFault : IUserFault
{
    private const int LongestFarewell = 15;

    public string Name => "end";

    public string? Find(UserReply reply, SimulateUserTurn request)
    {
        var last = request.Dialogue.LastOrDefault(said => said.Role == TurnRole.User);
        return reply.Stop && last is null ? "the user has not said anything yet, and cannot end the conversation."
            : !reply.Stop && last is not null && IsFarewell(last.Text) && IsFarewell(reply.Text) ? $"the user has said goodbye before; end the conversation with {UserReplyReader.Stop}."
            : null;
    }

    private static bool IsFarewell(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= LongestFarewell && !text.Contains('?', StringComparison.Ordinal) && Farewell().IsMatch(text);

    [GeneratedRegex(
        @"\b(good)?bye\b|\bhave a (great|good|nice|wonderful|lovely) \w+|\btake care\b|\bthat('s| is| was| will be) all\b|\bnothing else\b|^\W*(thanks|thank you)( so| very)?( much)?( again)?( for [\w ]*)?\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Farewell();
}
