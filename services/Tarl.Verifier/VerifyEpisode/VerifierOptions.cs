using System.ComponentModel.DataAnnotations;

namespace Tarl.Verifier.VerifyEpisode;

public sealed class VerifierOptions
{
    /// <summary>Domains whose task has a number for an answer, with which the agent must end: its last output.</summary>
    public ICollection<string> AnswerDomains { get; } = new HashSet<string> { "math" };

    /// <summary>
    /// Domains in which the agent must have said all of a task's outputs. τ-bench checks them everywhere; the paper drops the
    /// check, because it depends on wording, and so does the default.
    /// </summary>
    public ICollection<string> OutputDomains { get; } = new HashSet<string>();

    /// <summary>An episode that was cut off by a step or token limit is no success, whatever it wrote (τ-bench gives it 0).</summary>
    public bool RequireFinishedConversation { get; set; } = true;

    /// <summary>Tools that end an episode: never replayed, so that a task may end with one.</summary>
    public ICollection<string> EndingTools { get; } = new HashSet<string> { "transfer_to_human_agents" };

    /// <summary>Ground truths whose changes are remembered; the oldest is forgotten first.</summary>
    [Range(1, 1_000_000)]
    public int ReplayCacheSize { get; set; } = 4096;

    /// <summary>Differences written out in one verdict; the rest are only counted.</summary>
    [Range(1, 1000)]
    public int MaxDifferences { get; set; } = 20;

    /// <summary>How long one replay of a ground truth may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan ReplayTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
