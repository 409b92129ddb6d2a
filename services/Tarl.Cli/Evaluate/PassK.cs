namespace Tarl.Cli.Evaluate;

/// <summary>pass^k: the probability that all of k trials of a task succeed, with its 95% interval.</summary>
public sealed record PassK(int K, double Value, double Low, double High);
