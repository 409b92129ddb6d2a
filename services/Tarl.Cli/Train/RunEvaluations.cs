using Tarl.Cli.Evaluate;

namespace Tarl.Cli.Train;

/// <summary>The three agents that a run compares on the held-out tasks.</summary>
public sealed record RunEvaluations(EvaluationResult DoNothing, EvaluationResult Base, EvaluationResult Trained);
