using System.ComponentModel.DataAnnotations;

namespace Tarl.Rpc.RemoteSandbox;

/// <summary>Where the sandbox is, for a process that has none of its own.</summary>
public sealed class RemoteSandboxOptions
{
    public const string Section = "Sandbox";

    /// <summary>Such as <c>http://sandbox:8080</c>.</summary>
    [Required, Url]
    public string Address { get; set; } = "";

    /// <summary>What the sandbox wants to be shown.</summary>
    public string? Token { get; set; }

    /// <summary>A file that holds the token, such as a mounted secret.</summary>
    public string? TokenFile { get; set; }

    /// <summary>PEM file of the authorities that are trusted over <c>https</c>, instead of the system's.</summary>
    public string? CaFile { get; set; }

    /// <summary>One request.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request that changes nothing is made again when nothing came of it, with growing pauses.</summary>
    [Range(0, 20)]
    public int Retries { get; set; } = 4;
}
