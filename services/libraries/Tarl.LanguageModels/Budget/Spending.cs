namespace Tarl.LanguageModels.Budget;

/// <summary>What calls have cost.</summary>
/// <param name="InputTokens">As the server counts them, the cached ones among them.</param>
/// <param name="OutputTokens">As the server counts them.</param>
/// <param name="EstimatedTokens">Tokens of attempts that ended before the server had said how many they took: cut streams, timeouts, hedges that lost.</param>
/// <param name="Money">In the currency of the prices, estimated tokens included.</param>
public sealed record Spending(long InputTokens, long OutputTokens, long EstimatedTokens, decimal Money)
{
    public static Spending None { get; } = new(0, 0, 0, 0);

    public long Tokens => InputTokens + OutputTokens + EstimatedTokens;

    public static Spending operator +(Spending left, Spending right) => new(
        left.InputTokens + right.InputTokens,
        left.OutputTokens + right.OutputTokens,
        left.EstimatedTokens + right.EstimatedTokens,
        left.Money + right.Money);

    /// <summary>The other way to write <c>+</c>.</summary>
    public static Spending Add(Spending left, Spending right) => left + right;
}
