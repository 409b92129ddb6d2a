using Microsoft.Extensions.Options;
using Tarl.Cli.Conform.Messages;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.Sessions;

namespace Tarl.Cli.Conform.Suites;

/// <summary>Makes episodes of a folder's tasks, with what the ground truth changes in its data.</summary>
internal static class PlayedEpisodes
{
    private const string Tasks = "train.jsonl";

    /// <param name="folder">A run's <c>data</c>: <c>train.jsonl</c> and the data sets that its tasks name.</param>
    /// <exception cref="InvalidDataException">It holds no tasks that write, or not their data.</exception>
    public static async Task<IReadOnlyList<PlayedEpisode>> PlayAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, Tasks);
        using var sandbox = new SandboxClient(Options.Create(new SandboxOptions { DataFolder = folder }));
        foreach (var task in TaskFile.Read(path))
        {
            await using var session = await sandbox.OpenAsync(task.Domain, task.DataSet, cancellationToken);
            var script = new ScriptedEpisode(Guid.Empty, task).User("Please help me.");
            foreach (var call in task.GroundTruth)
            {
                var result = await session.CallAsync(call, cancellationToken);
                script.Agent(call, result.Text, result.IsError);
            }

            var changes = await session.GetChangesAsync(cancellationToken);
            if (changes.Count == 0 || task.Outputs.Count > 0) continue;
            var right = script.Agent("Done.").User("Thanks.").End(changes: [.. changes]);
            return
            [
                new("right-writes", "an episode that changed what the ground truth changes", true, id => right with { EpisodeId = id }),
                new("missing-write", "an episode that changed nothing where the ground truth does", false, id => right with { EpisodeId = id, Changes = [] }),
                new("wrong-value", "an episode that wrote another value than the ground truth", false, id => right with { EpisodeId = id, Changes = Wrong(changes) }),
            ];
        }

        throw new InvalidDataException($"{path} holds no task that writes.");
    }

    private static StateChange[] Wrong(IReadOnlyList<StateChange> changes) => [changes[0] with { After = ExampleMessages.Cancelled.Before }, .. changes.Skip(1)];
}
