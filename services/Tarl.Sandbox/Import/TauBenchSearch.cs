using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Import;

/// <summary>
/// Finds the benchmark's domains below a folder, whatever the layout: a version's folder, both, or a checkout of τ-bench
/// (<c>tau_bench/envs/retail/data</c>) or τ²-bench (<c>data/tau2/domains/retail</c>). Folders are known by the files in them.
/// </summary>
internal static class TauBenchSearch
{
    private static readonly EnumerationOptions s_below = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 5,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint,
    };

    /// <exception cref="InvalidDataException">There is no such folder, nothing of the benchmark's in it, or a domain twice; in one sentence.</exception>
    public static TauBenchSearchResult Find(string path)
    {
        if (!Directory.Exists(path))
        {
            throw new InvalidDataException($"There is no folder '{path}'.");
        }

        var folders = Directory.EnumerateDirectories(path, "*", s_below).Prepend(path).Order(StringComparer.Ordinal);
        var known = folders.Select(folder => (Path: folder, Name: DomainOf(folder))).Where(folder => folder.Name is not null).ToList();
        var found = known.Select(folder => Known(folder.Path, folder.Name!)).OfType<TauBenchDomain>()
            .OrderBy(folder => folder.Version, StringComparer.Ordinal).ThenBy(folder => folder.Domain, StringComparer.Ordinal).ToList();
        if (found.Count == 0)
        {
            throw new InvalidDataException(
                $"'{path}' holds no retail or airline data of τ-bench (users.json, orders.json, … a domain) or τ²-bench (db.json a domain).");
        }

        if (found.CountBy(folder => (folder.Version, folder.Domain)).FirstOrDefault(count => count.Value > 1) is { Value: > 1, Key: var twice })
        {
            var places = found.Where(folder => (folder.Version, folder.Domain) == twice).Select(folder => $"'{folder.Path}'");
            throw new InvalidDataException($"{twice.Domain} {twice.Version} is there more than once, in {string.Join(" and ", places)}; name one of them.");
        }

        return new(found, [.. known.Where(folder => Known(folder.Path, folder.Name!) is null).Select(NotOurs)]);
    }

    private static NotImported NotOurs((string Path, string? Name) folder) =>
        new(folder.Path, $"the sandbox has no application for the domain '{folder.Name}', only for airline and retail");

    private static TauBenchDomain? Known(string path, string name) =>
        DomainCatalogue.Find(name, IsV2(path) ? BenchmarkVersion.V2 : BenchmarkVersion.V1) is { Tables.Count: > 0 } domain ? new(path, domain) : null;

    // Null for a folder that is no domain's. τ²-bench names the folder by its domain, in τ-bench the tables tell it.
    private static string? DomainOf(string folder) =>
        IsV2(folder) ? Path.GetFileName(Path.GetFullPath(folder))
        : HasAny(folder, "orders.json", "products.json") ? "retail"
        : HasAny(folder, "flights.json", "reservations.json") ? "airline"
        : null;

    private static bool IsV2(string folder) => HasAny(folder, "db.json", "db.toml") || (HasAny(folder, "tasks.json") && HasAny(folder, "policy.md"));

    private static bool HasAny(string folder, params string[] files) => files.Any(file => File.Exists(Path.Combine(folder, file)));
}
