namespace Tarl.PolicyServer.Generate;

/// <summary>A token, with its log-probability and the policy version that sampled it.</summary>
internal readonly record struct LiveToken(int Token, float Logprob, int PolicyVersion);
