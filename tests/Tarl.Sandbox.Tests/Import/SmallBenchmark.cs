using System.Text.Json.Nodes;
using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.Import;

namespace Tarl.Sandbox.Tests.Import;

/// <summary>A folder with a shop of two users in the benchmark's form, and the data set that is imported from it.</summary>
internal sealed class SmallBenchmark : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SmallBenchmark()
    {
        RetailFiles.WriteV1(Path);
    }

    /// <summary>Where the benchmark's files lie.</summary>
    public string Path => Directory.CreateDirectory(_folder.File("shop")).FullName;

    /// <summary>Where the data set goes.</summary>
    public string Target => Directory.CreateDirectory(_folder.File("data-set")).FullName;

    public void Write(string file, string text) => File.WriteAllText(System.IO.Path.Combine(Path, file), text);

    /// <summary>Puts the same shop into τ²-bench's form, with these tasks.</summary>
    public void WriteV2(string tasks)
    {
        foreach (var file in Directory.GetFiles(Path))
        {
            File.Delete(file);
        }

        Directory.CreateDirectory(System.IO.Path.Combine(Path, "retail"));
        Write("retail/db.json", $$"""{"products": {{RetailFiles.Products}}, "users": {{RetailFiles.Users}}, "orders": {{RetailFiles.Orders}}}""");
        Write("retail/tasks.json", tasks);
    }

    public async Task<ImportedDataSet> ImportAsync() =>
        await TauBenchImport.ImportAsync(TauBenchImport.Find(Path).Domains.Single(), "small", Target, default);

    /// <summary>Imports a file <c>tasks_test.json</c> of one task.</summary>
    public async Task<(ImportedDataSet DataSet, TaskSpec Task)> ImportAsync(string task)
    {
        RetailFiles.WriteTasksV1(Path, "test", task);
        var dataSet = await ImportAsync();
        return (dataSet, Tasks("test").Single());
    }

    public IReadOnlyList<TaskSpec> Tasks(string split) => TaskFile.Read(System.IO.Path.Combine(Target, split + ".jsonl"));

    public static JsonNode Json<T>(T value) => System.Text.Json.JsonSerializer.SerializeToNode(value)!;

    public void Dispose() => _folder.Dispose();
}
