using System.ComponentModel.DataAnnotations;

namespace Tarl.RolloutWorker.Agents.Models;

/// <summary>How a language model is asked to play the agent. Section <c>ModelAgent</c>.</summary>
public sealed class ModelAgentOptions
{
    public const string Section = "ModelAgent";

    /// <summary>
    /// The system message, with <c>{guidelines}</c> for the domain's rule text and <c>{domain}</c> for its name. A policy trained here, behind a policy
    /// server, knows <c>{domain}</c>.
    /// </summary>
    [Required]
    public string SystemMessage { get; set; } = "{guidelines}";

    /// <summary>Tokens that a turn may have, thinking included; one that is cut ends the episode.</summary>
    [Range(1, 1_000_000)]
    public int MaxTokensPerTurn { get; set; } = 4096;
}
