using System.Text.Json;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Sandbox;
using Tarl.Sandbox.Documents;

namespace Tarl.Sandbox.Replay;

/// <summary>Plays recorded actions from fresh data.</summary>
internal static class EpisodeReplayer
{
    private static readonly JsonMap s_absent = new() { ["$absent"] = true };

    public static async Task<ReplayOutcome> ReplayAsync(
        ISandboxClient client, string dataSet, Recording recording, CancellationToken cancellationToken)
    {
        await using var session = await client.OpenAsync(recording.Domain, dataSet, cancellationToken).ConfigureAwait(false);
        var results = new List<ToolResult>();
        foreach (var action in recording.Actions)
        {
            results.Add(await session.CallAsync(action, cancellationToken).ConfigureAwait(false));
        }

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
