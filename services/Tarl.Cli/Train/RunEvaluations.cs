using Tarl.Cli.Evaluate;

namespace Tarl.Cli.Train;

/// <summary>The agents that a run compares on the held-out tasks.</summary>
/// <param name="Demonstrator">With the lapses that the base is cloned from: without any it passes every task it has a plan for. Null if not all tasks have one, and in older runs.</param>
public sealed record RunEvaluations(EvaluationResult DoNothing, EvaluationResult Base, EvaluationResult Trained, EvaluationResult? Demonstrator = null)
{
    /// <summary>As the columns of a table, by name.</summary>
    public IReadOnlyList<(string Name, EvaluationResult Result)> Columns =>
    [
        ("does nothing", DoNothing), .. Demonstrator is null ? [] : new[] { ("demonstrator", Demonstrator) }, ("base", Base), ("trained", Trained),
    ];
}
