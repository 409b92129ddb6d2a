namespace Tarl.PolicyServer.Generate;

/// <param name="Tokens">The turn as sampled, end token included if it came.</param>
/// <param name="Finished">Whether the end token came before a limit.</param>
internal sealed record SampledTokens(int[] Tokens, bool Finished);
