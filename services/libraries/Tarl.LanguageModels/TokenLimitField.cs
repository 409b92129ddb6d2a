namespace Tarl.LanguageModels;

/// <summary>The field of a request that limits the answer's tokens.</summary>
public enum TokenLimitField
{
    /// <summary><c>max_completion_tokens</c>: OpenAI, vLLM.</summary>
    MaxCompletionTokens,

    /// <summary><c>max_tokens</c>: what older servers read.</summary>
    MaxTokens,
}
