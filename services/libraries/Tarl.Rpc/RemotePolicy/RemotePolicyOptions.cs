using System.ComponentModel.DataAnnotations;

namespace Tarl.Rpc.RemotePolicy;

/// <summary>Where the policy servers are, for a process that has none of its own.</summary>
public sealed class RemotePolicyOptions
{
    public const string Section = "PolicyServer";

    /// <summary>One address, such as <c>http://policyserver-0:5080</c>, or one a replica, with commas between them.</summary>
    [Required]
    public string Address { get; set; } = "";

    /// <summary>What the servers want to be shown.</summary>
    public string? Token { get; set; }

    /// <summary>A file that holds the token, such as a mounted secret.</summary>
    public string? TokenFile { get; set; }

    /// <summary>PEM file of the authorities that are trusted over <c>https</c>, instead of the system's.</summary>
    public string? CaFile { get; set; }

    /// <summary>A conversation that is open for longer is cut off: more than an episode may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ConversationTimeout { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>For fetching an episode's tokens, or a replica's status.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a call that nothing came of is made again, with growing pauses.</summary>
    [Range(0, 20)]
    public int Retries { get; set; } = 4;
}
