using System.Text.RegularExpressions;
using Tarl.Contracts.Episodes;

namespace Tarl.UserSimulator.SimulateTurn.ReAct.Faults;

/// <summary>The user names an order, a user, a reservation, an email or a number that neither the instruction nor the conversation has.</summary>
internal sealed partial class InventedIdFault : IUserFault
{
    public string Name => "invented-id";

    public string? Find(UserReply reply, SimulateUserTurn request)
    {
        var known = string.Join('\n', request.Dialogue.Select(said => said.Text).Append(request.Task.Instruction));
        var invented = Id().Matches(reply.Text).Select(match => match.Value.TrimEnd('.', '-', '_')).FirstOrDefault(id => !known.Contains(id, StringComparison.OrdinalIgnoreCase));
        return invented is null ? null : $"it names '{invented}', which the user cannot know; a user who is asked for what the instruction does not say does not have it.";
    }

    // Emails; then letters and digits in one word of six characters or more (W1234567, mei_lee_1074, 4WQ150, HAT012), and numbers of five digits or more
    // that are no amount of money and no time.
    [GeneratedRegex(
        @"[\w.+-]+@[\w-]+(\.[\w-]+)+|\b(?=\w*\d)(?=\w*[A-Za-z])\w{6,}\b|(?<![$€£\d.,:/-])\b\d{5,}\b(?![\d.,:/-]*\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
