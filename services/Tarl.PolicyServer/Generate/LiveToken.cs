using Tarl.Policy.Engines;

namespace Tarl.PolicyServer.Generate;

/// <summary>A token, with its log-probability and the policy version that sampled it.</summary>
/// <param name="Top">The likeliest tokens at its place, if they were asked for.</param>
internal readonly record struct LiveToken(int Token, float Logprob, int PolicyVersion, IReadOnlyList<TokenLogprob>? Top = null);
