namespace Tarl.Policy.Engines;

/// <param name="Token">The token drawn; -1 where none was asked for.</param>
/// <param name="Logprob">Its log-probability in nats at the sampling temperature (at temperature 1 when sampled at 0).</param>
/// <param name="Top">The likeliest tokens, the likeliest first; null unless asked for.</param>
public readonly record struct SampledToken(int Token, float Logprob, IReadOnlyList<TokenLogprob>? Top = null);
