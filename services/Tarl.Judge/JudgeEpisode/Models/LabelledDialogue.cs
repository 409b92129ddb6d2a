using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tarl.Contracts.Episodes;

namespace Tarl.Judge.JudgeEpisode.Models;

/// <summary>An episode as the judging model reads it: every turn with its number and who it is by.</summary>
internal static class LabelledDialogue
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(EpisodeCompleted episode)
    {
        var text = new StringBuilder();
        for (var i = 0; i < episode.Turns.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"[{i}] {Line(episode.Turns[i])}\n");
        }

        return text.Append(End(episode.StopReason)).ToString();
    }

    /// <summary>On one line, however the arguments came.</summary>
    public static string Call(ToolCall call) => $"{call.Name} {JsonSerializer.Serialize(call.Arguments, Json)}";

    private static string Line(Turn turn) => turn switch
    {
        { Role: TurnRole.User } => $"user: {turn.Text}",
        { Role: TurnRole.Tool, IsError: true } => $"tool (error): {turn.Text}",
        { Role: TurnRole.Tool } => $"tool: {turn.Text}",
        { Call: { } call } => $"agent calls: {Call(call)}",
        { IsError: true } => $"agent (a tool call that cannot be read): {turn.Text}",
        _ => $"agent: {turn.Text}",
    };

    private static string End(StopReason reason) => reason switch
    {
        StopReason.UserStopped => "The user has ended the conversation.",
        StopReason.AgentTransferred => "The agent has handed the user over to a human.",
        StopReason.StepLimit => "The conversation was cut off: the agent has used up its steps.",
        _ => "The conversation was cut off: it had grown too long.",
    };
}
