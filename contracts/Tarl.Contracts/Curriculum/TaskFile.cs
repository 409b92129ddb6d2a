using System.Text.Json;

namespace Tarl.Contracts.Curriculum;

/// <summary>A set of tasks as a file: one <see cref="TaskSpec"/> as JSON a line.</summary>
public static class TaskFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    /// <exception cref="InvalidDataException">The file holds no tasks, or something else.</exception>
    public static IReadOnlyList<TaskSpec> Read(string path)
    {
        var tasks = new List<TaskSpec>();
        foreach (var line in File.ReadLines(path))
        {
            try
            {
                tasks.Add(JsonSerializer.Deserialize<TaskSpec>(line, Json) ?? throw new JsonException("null is no task"));
            }
            catch (JsonException error)
            {
                throw new InvalidDataException($"Line {tasks.Count + 1} of {path} is not a task: {error.Message}", error);
            }
        }

        return tasks.Count > 0 ? tasks : throw new InvalidDataException($"{path} holds no tasks.");
    }

    /// <summary>Writes a file that appears whole or not at all.</summary>
    public static void Write(string path, IEnumerable<TaskSpec> tasks)
    {
        var unfinished = path + ".unfinished";
        File.WriteAllLines(unfinished, tasks.Select(task => JsonSerializer.Serialize(task, Json)));
        File.Move(unfinished, path, overwrite: true);
    }
}
