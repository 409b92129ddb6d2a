namespace Tarl.Cli.Evaluate.Statistics;

/// <summary>A measured value and the ends of its 95% interval.</summary>
public readonly record struct Estimate(double Value, double Low, double High);
