namespace Tarl.Policy.Tokenization;

/// <summary>A token that stands outside the merges and is recognised whole.</summary>
/// <param name="IsSpecial">True for control tokens such as <c>&lt;|im_start|&gt;</c>; false for mark-up such as Qwen3's <c>&lt;tool_call&gt;</c>.</param>
internal sealed record AddedToken(int Id, string Content, bool IsSpecial);
