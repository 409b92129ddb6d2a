using System.ComponentModel.DataAnnotations;

namespace Tarl.Sandbox.Sessions;

/// <summary>Where the sandbox finds its data and how widely it spreads its episodes.</summary>
public sealed class SandboxOptions
{
    /// <summary>The folder of data sets: the set named X is the file <c>X.db</c>.</summary>
    [Required]
    public string DataFolder { get; set; } = "data";

    /// <summary>What callers over HTTP and MCP must show. Without one only callers on the same machine are answered.</summary>
    public string? Token { get; set; }

    /// <summary>A file that holds the token, such as a mounted secret.</summary>
    public string? TokenFile { get; set; }

    /// <summary>SQLite connections to each data set. Calls on one connection take turns, so about one a core.</summary>
    [Range(1, 64)]
    public int ConnectionsPerDataSet { get; set; } = int.Min(Environment.ProcessorCount, 64);

    /// <summary>Sessions over HTTP or MCP that nobody has called for this long are closed; one day at most.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan SessionIdleTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Sessions open over HTTP and MCP at one time; further ones are refused.</summary>
    [Range(1, 1_000_000)]
    public int MaxOpenSessions { get; set; } = 20_000;

    /// <summary>The longest request body that is read.</summary>
    [Range(1024, 100 * 1024 * 1024)]
    public int MaxBodyBytes { get; set; } = 1024 * 1024;
}
