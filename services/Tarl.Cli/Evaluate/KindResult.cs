namespace Tarl.Cli.Evaluate;

/// <summary>pass^1 on a part of the tasks: those of one kind, domain or modality.</summary>
public sealed record KindResult(int Tasks, double Pass1);
