namespace Tarl.Cli.Evaluate;

/// <summary>pass^1 on the tasks of one kind.</summary>
public sealed record KindResult(int Tasks, double Pass1);
