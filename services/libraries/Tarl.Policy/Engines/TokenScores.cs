namespace Tarl.Policy.Engines;

/// <summary>What the policy says of the sampled tokens of one sequence: one entry a sampled token, in order.</summary>
/// <param name="Logprobs">Log-probability of the token at the sequence's temperature, in nats.</param>
/// <param name="Entropies">Entropy of the distribution the token was drawn from, in nats.</param>
/// <param name="Values">The value head's estimate just before the token.</param>
public sealed record TokenScores(float[] Logprobs, float[] Entropies, float[] Values);
