namespace Tarl.Cli.Compare;

/// <summary>A difference of pass^1 on the tasks of one kind, with its 95% interval.</summary>
internal sealed record KindDifference(int Tasks, double Value, double Low, double High);
