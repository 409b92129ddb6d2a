using System.IO.Compression;
using System.Text.Json.Nodes;
using Tarl.Sandbox.Import;

namespace Tarl.Sandbox.Tests.Import;

/// <summary>The benchmark's own data, whole.</summary>
public sealed class PublishedDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [TauBenchFact]
    public void Find_PublishedFolder_HasBothDomainsInBothVersions() => Assert.Equal(
        ["airline v1", "retail v1", "airline v2", "retail v2"],
        TauBenchImport.Find(TauBenchFolder.Data()).Domains.Select(domain => $"{domain.Domain} {domain.Version}"));

    // Tasks: lengths of the published lists. Scripted: counted in the files and, for writes that fail, in the recordings of the
    // original tools; for v1's test split, of which there are none, by hand (tasks 13, 64 and 106). Airline: all but those that write nothing, require
    // outputs, transfer, compensate, book round trips, or cancel for no reason that the data know; counted in the files.
    [TauBenchTheory]
    [InlineData("v1/retail", "dev 20 19, test 115 68, train 500 481")]
    [InlineData("v2/retail", "base 114 69, test 40 25, train 74 44")]
    public async Task Import_Retail_CountsOfTasksAndScripts(string folder, string splits)
    {
        var dataSet = await ImportAsync(folder);

        Assert.Equal(splits, Splits(dataSet));
        Assert.Empty(dataSet.NotImported);
    }

    [TauBenchTheory]
    [InlineData("v1/airline", "test 50 22")]
    [InlineData("v2/airline", "base 50 19, test 20 10, train 30 9")]
    public async Task Import_Airline_CountsOfTasksAndScripts(string folder, string splits)
    {
        var dataSet = await ImportAsync(folder);

        Assert.Equal(splits, Splits(dataSet));
        Assert.Empty(dataSet.NotImported);
        Assert.All(dataSet.Notes, note => Assert.DoesNotContain("guidelines", note));
    }

    /// <summary>37 tasks have required outputs, 4 end with a transfer, 3 write nothing and 3 write in vain; counted in the file.</summary>
    [TauBenchFact]
    public async Task Import_RetailTestSplit_ReasonsAgainstScripts()
    {
        var dataSet = await ImportAsync("v1/retail");

        var reasons = dataSet.Unscripted.Where(task => task.Task.StartsWith("retail-v1-test-", StringComparison.Ordinal)).CountBy(task => task.Reason[..20]).ToDictionary();
        Assert.Equal([37, 4, 3, 3], reasons.Values.OrderDescending());
        Assert.Equal(37, reasons["the user also asks a"]);
        Assert.Equal(4, reasons["the user is transfer"]);
    }

    /// <summary>A scripted task has no write that failed when the original tools were recorded.</summary>
    [TauBenchFact]
    public async Task Import_RetailTrainSplit_TasksWithFailingCallsAreThoseOfTheRecordings()
    {
        var dataSet = await ImportAsync("v1/retail");

        var unscripted = dataSet.Unscripted.Select(task => task.Task).Where(task => task.Contains("-train-", StringComparison.Ordinal)).ToHashSet();
        Assert.Equal(await FailingRecordingsAsync("retail-v1.jsonl.gz", "train-"), unscripted.Select(task => task["retail-v1-".Length..]).ToHashSet());
    }

    public void Dispose() => _folder.Dispose();

    private Task<ImportedDataSet> ImportAsync(string folder) =>
        TauBenchImport.ImportAsync(TauBenchImport.Find(TauBenchFolder.Data(folder)).Domains.Single(), "published", _folder.Path, default);

    private static string Splits(ImportedDataSet dataSet) => string.Join(", ", dataSet.Splits.Select(split => $"{split.Name} {split.Tasks} {split.Scripted}"));

    private static async Task<HashSet<string>> FailingRecordingsAsync(string file, string prefix)
    {
        await using var gzip = new GZipStream(File.OpenRead(Path.Combine(TauBenchFolder.Path!, "golden", file)), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        var failing = new HashSet<string>();
        while (await reader.ReadLineAsync() is { } line)
        {
            var recording = JsonNode.Parse(line)!;
            var source = (string)recording["source"]!;
            if (source.StartsWith(prefix, StringComparison.Ordinal) && recording["errors"]!.AsArray().Any(error => (bool)error!)) failing.Add(source);
        }

        return failing;
    }
}
