namespace Tarl.Cli.Evaluate.Statistics;

/// <summary>How often one task was tried and passed. A trial that an infrastructure failure ended is neither.</summary>
public readonly record struct TaskTrials(int Trials, int Passes);
