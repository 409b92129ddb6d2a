namespace Tarl.LanguageModels.Budget;

/// <summary>What one answer took, as the server says.</summary>
/// <param name="CachedInputTokens">Those input tokens that the server had from an earlier call; often cheaper.</param>
public sealed record TokenUsage(int InputTokens, int CachedInputTokens, int OutputTokens);
