using System.ComponentModel.DataAnnotations;

namespace Tarl.PolicyServer.Generate;

public sealed class PolicyServerOptions
{
    /// <summary>Threads that sample, each with its own batch of conversations.</summary>
    [Range(1, 256)]
    public int Threads { get; set; } = Environment.ProcessorCount;

    /// <summary>Tokens that one forward pass takes at most; longer prompts wait for the next pass.</summary>
    [Range(64, 1_000_000)]
    public int MaxTokensPerStep { get; set; } = 2048;

    /// <summary>What the ledger keeps for the learner at most; beyond that the oldest episodes are dropped, those already fetched first.</summary>
    [Range(1, long.MaxValue)]
    public long MaxLedgerBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>An episode that nobody has fetched by then is dropped.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan LedgerLifetime { get; set; } = TimeSpan.FromHours(6);

    /// <summary>What this replica is called; the learner finds an episode's tokens by it, so no two may have the same.</summary>
    [Required]
    public string Replica { get; set; } = Environment.MachineName;

    /// <summary>A run's folder of checkpoints, the newest of which is served from the start; null: none is until one is published.</summary>
    public string? CheckpointFolder { get; set; }

    /// <summary>How the embedded policy is told of its tools.</summary>
    public Tarl.Policy.Chat.ToolPrompt ToolPrompt { get; set; } = Tarl.Policy.Chat.ToolPrompt.Signatures;
}
