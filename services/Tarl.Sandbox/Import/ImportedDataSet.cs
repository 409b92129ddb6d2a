using System.Text.Json;

namespace Tarl.Sandbox.Import;

/// <summary>
/// What <c>data-set.json</c> says of an imported data set. Beside it lie the database <c>DOMAIN.db</c> and, for each split, the tasks
/// <c>SPLIT.jsonl</c>, one as JSON a line.
/// </summary>
public sealed record ImportedDataSet
{
    /// <summary>The file that makes a folder a data set; it is written last.</summary>
    public const string FileName = "data-set.json";

    private const int CurrentFormat = 1;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true, RespectNullableAnnotations = true };

    public int Format { get; init; } = CurrentFormat;

    public required string Name { get; init; }

    /// <summary><c>v1</c> (τ-bench) or <c>v2</c> (τ²-bench): whose tools its episodes have.</summary>
    public required string Version { get; init; }

    public required string Domain { get; init; }

    /// <summary>The folder that it was imported from, as it was named then.</summary>
    public required string Source { get; init; }

    public required IReadOnlyList<ImportedSplit> Splits { get; init; }

    /// <summary>Tasks that no scripted user can play, each with the reason.</summary>
    public required IReadOnlyList<UnscriptedTask> Unscripted { get; init; }

    public required IReadOnlyList<NotImported> NotImported { get; init; }

    /// <summary>What else differs from the benchmark, in sentences.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <exception cref="InvalidDataException">The folder holds no data set, or a damaged one; the message is one sentence.</exception>
    public static ImportedDataSet Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            var dataSet = JsonSerializer.Deserialize<ImportedDataSet>(File.ReadAllText(path), s_json) ?? throw new JsonException("it is null");
            return dataSet.Format == CurrentFormat ? dataSet
                : throw new InvalidDataException($"The data set '{folder}' has a format that this version does not read; import it again.");
        }
        catch (Exception error) when (error is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException($"'{folder}' is no imported data set: {error.Message.TrimEnd('.')}.", error);
        }
    }

    internal void Write(string folder) => File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, s_json));

    /// <summary>The database below the data set's folder.</summary>
    public string DatabasePath(string folder) => Path.Combine(folder, Domain + ".db");

    /// <summary>A split's tasks below the data set's folder.</summary>
    /// <exception cref="InvalidDataException">There is no such split; the message is one sentence.</exception>
    public string TasksPath(string folder, string split) => Splits.Any(known => known.Name == split)
        ? Path.Combine(folder, split + ".jsonl")
        : throw new InvalidDataException(
            $"The data set '{Name}' has no split '{split}'{(Splits.Count == 0 ? ", nor any other: it has no tasks" : $"; it has {string.Join(", ", Splits.Select(known => known.Name))}")}.");
}
