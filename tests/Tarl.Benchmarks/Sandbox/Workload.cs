using Tarl.Contracts.Episodes;
using Tarl.Sandbox.Tools;

namespace Tarl.Benchmarks.Sandbox;

/// <summary>Episodes' calls, and the data set that each of them starts from.</summary>
/// <param name="Domain">Whose tools are called.</param>
/// <param name="DataSet">The data set's name.</param>
/// <param name="Episodes">The calls of each episode.</param>
/// <param name="Writing">Those among them that change the data.</param>
internal sealed record Workload(Domain Domain, string DataSet, IReadOnlyList<ToolCall[]> Episodes, IReadOnlyList<ToolCall[]> Writing)
{
    public string Name => $"{Domain.Name} {Domain.VersionTag}";

    public int Calls => Episodes.Sum(calls => calls.Length);
}
