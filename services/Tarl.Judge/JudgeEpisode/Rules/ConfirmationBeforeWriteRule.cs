using System.Text.Json;

namespace Tarl.Judge.JudgeEpisode.Rules;

/// <summary>Before a write the agent asks, naming what it is about to change, and the user says yes.</summary>
public sealed class ConfirmationBeforeWriteRule : IJudgeRule
{
    // What a write is about; a user who is asked about one order has not agreed to another.
    private static readonly string[] SubjectArguments = ["order_id", "reservation_id"];

    public Finding? Examine(AgentTurn turn)
    {
        if (!turn.IsWrite) return null;

        var name = turn.Call!.Name;
        var consent = Consent.Before(turn);
        if (consent.Question is not { } question) return turn.Blame($"{name} without asking the user to confirm");
        if (!consent.Given) return turn.Blame($"{name} although the user did not say yes");

        return FindUnnamedSubject(turn, question) is { } subject ? Finding.Minor($"the question before {name} did not name {subject}") : null;
    }

    private static string? FindUnnamedSubject(AgentTurn turn, string question)
    {
        if (turn.Call!.Arguments.ValueKind != JsonValueKind.Object) return null;

        return SubjectArguments
            .Select(name => turn.Call.Arguments.TryGetProperty(name, out var value) ? value.ToString() : null)
            .FirstOrDefault(id => id is not null && !Mention.IsIn(question, id));
    }
}
