namespace Tarl.Policy.Engines;

/// <param name="Logprob">In nats.</param>
public readonly record struct TokenLogprob(int Token, float Logprob);
