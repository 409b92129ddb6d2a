using Tarl.Cli.DataSets;

namespace Tarl.Cli.Replay;

/// <summary>Where τ-bench's databases lie, which the project does not contain.</summary>
internal static class BenchmarkData
{
    private const string Variable = "TARL_TAU_BENCH";

    /// <summary>What <see cref="Find"/> takes if nothing is named, in words.</summary>
    public const string Default = $"data/ in the folder that {Variable} names, else ../shared/tau-bench/data";

    /// <param name="named">A folder that holds <c>v1/</c> or <c>v2/</c>, or a data set (an imported one's folder, or a database); null for the default.</param>
    /// <exception cref="UserErrorException">There is neither.</exception>
    public static string Find(string? named)
    {
        var folder = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } variable ? variable : Path.Combine("..", "shared", "tau-bench");
        var path = named ?? Path.Combine(folder, "data");
        if (NamedDataSet.IsDataSet(path))
        {
            return NamedDataSet.Open(path).DatabasePath;
        }

        if (File.Exists(path) || Directory.Exists(Path.Combine(path, "v1")) || Directory.Exists(Path.Combine(path, "v2")))
        {
            return path;
        }

        throw new UserErrorException($"'{path}' is neither a folder with v1/ and v2/ of τ-bench's data nor a data set; name one with --data.");
    }
}
