using System.Text.Json;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Sessions;

namespace Tarl.Sandbox.Replay;

/// <summary>Plays recorded actions from fresh data.</summary>
internal static class EpisodeReplayer
{
    private static readonly JsonMap s_absent = new() { ["$absent"] = true };

    public static async Task<ReplayOutcome> ReplayAsync(
        SandboxClient client, string dataSet, Recording recording, CancellationToken cancellationToken)
    {
        await using var session = client.Open(recording.Domain, dataSet);
        var results = recording.Actions.Select(session.Run).ToList();
        return new ReplayOutcome
        {
            Observations = [.. results.Select(result => result.Text)],
            Errors = [.. results.Select(result => result.IsError)],
            Changes = [.. (await session.GetChangesAsync(cancellationToken).ConfigureAwait(false)).Select(AsList)],
        };
    }

    private static JsonElement AsList(StateChange change) => PythonJson.ToElement(new JsonList(
    [
        change.Table,
        change.Id,
        new JsonList(change.Path.Select(step => PythonJson.FromElement(step))),
        change.Before is { } before ? PythonJson.FromElement(before) : s_absent,
        change.After is { } after ? PythonJson.FromElement(after) : s_absent,
    ]));
}
