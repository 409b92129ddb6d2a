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

    /// <summary>Tokens that the ledger keeps for the learner at most; beyond that the oldest episodes are dropped.</summary>
    [Range(1, long.MaxValue)]
    public long MaxLedgerTokens { get; set; } = 20_000_000;

    /// <summary>How the embedded policy is told of its tools.</summary>
    public Tarl.Policy.Chat.ToolPrompt ToolPrompt { get; set; } = Tarl.Policy.Chat.ToolPrompt.Signatures;
}
