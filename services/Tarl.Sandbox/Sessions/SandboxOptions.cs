using System.ComponentModel.DataAnnotations;

namespace Tarl.Sandbox.Sessions;

/// <summary>Where the sandbox finds its data and how widely it spreads its episodes.</summary>
public sealed class SandboxOptions
{
    /// <summary>The folder of data sets: the set named X is the file <c>X.db</c>.</summary>
    [Required]
    public string DataFolder { get; set; } = "data";

    /// <summary>SQLite connections to each data set. Calls on one connection take turns, so about one a core.</summary>
    [Range(1, 64)]
    public int ConnectionsPerDataSet { get; set; } = int.Min(Environment.ProcessorCount, 64);
}
