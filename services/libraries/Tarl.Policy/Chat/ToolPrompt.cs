namespace Tarl.Policy.Chat;

/// <summary>How the system message tells the agent of its tools.</summary>
public enum ToolPrompt
{
    /// <summary>
    /// The domain's name and one line a tool, <c>cancel_pending_order(order_id, reason)</c>; no guidelines. For policies trained from nothing:
    /// every prompt token is paid for in every episode, and a model that knows no English learns rules from rewards, not from reading them.
    /// </summary>
    Signatures,

    /// <summary>Qwen3's <c># Tools</c> section with the JSON schemas, after the guidelines: what a pretrained checkpoint expects.</summary>
    Schemas,
}
