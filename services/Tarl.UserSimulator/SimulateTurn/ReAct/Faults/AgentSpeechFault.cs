using System.Text.RegularExpressions;
using Tarl.Contracts.Episodes;

namespace Tarl.UserSimulator.SimulateTurn.ReAct.Faults;

/// <summary>The model falls out of the user's role: it serves instead of asking, calls tools, or says what it is.</summary>
internal sealed partial class AgentSpeechFault : IUserFault
{
    public string Name => "agent-speech";

    public string? Find(UserReply reply, SimulateUserTurn request) =>
        Serving().IsMatch(reply.Text) ? "that is what the agent would say; you are the user." : null;

    [GeneratedRegex(
        @"</?tool_call|""(name|arguments)""\s*:|^\s*(agent|assistant|customer service|system)\s*:"
        + @"|\b(how|what) (can|may|could) i (help|assist|do for) you\b|\bhow may i be of\b|\bis there anything else i can\b|\banything else i can (help|assist|do)\b"
        + @"|\bi('ll| will| can| would be happy to| am happy to|'d be happy to) (help|assist) you\b|\bthank you for (contacting|calling|reaching out)\b|\bi (apologi[sz]e|am sorry) for the inconvenience\b"
        + @"|\bi('ve| have) (successfully |now )?(cancelled|canceled|processed|updated|modified|refunded|transferred) (your|the)\b"
        + @"|\b(as an?|i am an?|i'm an?) (ai|language model|large language model|virtual assistant|simulated user|user simulator)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Serving();
}
