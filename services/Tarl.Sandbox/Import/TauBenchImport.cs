using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Import;

/// <summary>Makes data sets of the benchmark's published databases.</summary>
public static class TauBenchImport
{
    /// <summary>What of the benchmark lies below a folder: its own layouts, a version's folder, or one domain's.</summary>
    /// <exception cref="InvalidDataException">Nothing does, or a domain does twice; the message is one sentence.</exception>
    public static TauBenchSearchResult Find(string path) => TauBenchSearch.Find(path);

    /// <summary>Imports a domain's database and tasks into an empty folder.</summary>
    /// <param name="name">The data set's name, which it keeps in its description.</param>
    /// <exception cref="InvalidDataException">A file is missing or damaged; the message is one sentence with the position.</exception>
    public static Task<ImportedDataSet> ImportAsync(
        TauBenchDomain source, string name, string folder, CancellationToken cancellationToken) =>
        new DataSetImporter(source, name, folder).RunAsync(cancellationToken);

    /// <summary>Imports one domain's database; an existing data set is replaced, whole or not at all.</summary>
    /// <param name="folder">The domain's folder: v1 has one JSON file a table, v2 a <c>db.json</c>, which also tells the versions apart.</param>
    /// <param name="domain"><c>retail</c> or <c>airline</c>.</param>
    /// <param name="dataSetPath">Where: <c>{SandboxOptions.DataFolder}/{name}.db</c>.</param>
    /// <returns>The version that was found: <c>v1</c> or <c>v2</c>.</returns>
    /// <exception cref="InvalidDataException">The folder has no such database; the message is one sentence.</exception>
    public static string ImportDatabase(string folder, string domain, string dataSetPath)
    {
        var version = File.Exists(Path.Combine(folder, "db.json")) ? BenchmarkVersion.V2 : BenchmarkVersion.V1;
        var target = DomainCatalogue.Find(domain, version) is { Tables.Count: > 0 } found
            ? found
            : throw new InvalidDataException($"τ-bench's domain '{domain}' cannot be imported; airline and retail can.");
        TauBenchFiles.Import(folder, target, dataSetPath);
        return target.VersionTag;
    }
}
