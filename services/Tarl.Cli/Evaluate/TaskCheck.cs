using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Sandbox;

namespace Tarl.Cli.Evaluate;

/// <summary>Whether tasks can be played: asked before a run starts, so that not every episode has to fail.</summary>
public sealed class TaskCheck(ISandboxClient sandboxes)
{
    /// <exception cref="UserErrorException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file holds no tasks, or something else.</exception>
    public static IReadOnlyList<TaskSpec> Read(string path) =>
        File.Exists(path) ? TaskFile.Read(path) : throw new UserErrorException($"There is no file of tasks {path}.");

    /// <exception cref="UserErrorException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The tasks, or a data set that they need, are missing, damaged or foreign.</exception>
    public async Task EnsurePlayableAsync(string path, CancellationToken cancellationToken)
    {
        foreach (var (domain, dataSet) in Read(path).Select(task => (task.Domain, task.DataSet)).Distinct())
        {
            try
            {
                await using var session = await sandboxes.OpenAsync(domain, dataSet, cancellationToken);
            }
            catch (ArgumentException error)
            {
                throw new InvalidDataException($"{path} has tasks that cannot be played: {error.Message}", error);
            }
        }
    }
}
