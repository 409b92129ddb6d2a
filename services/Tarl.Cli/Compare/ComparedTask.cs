using Tarl.Cli.Evaluate.Statistics;

namespace Tarl.Cli.Compare;

/// <summary>How one run did on one task.</summary>
/// <param name="Spec">The task itself, as JSON.</param>
/// <param name="Episodes">Including those that failed outside the policy, which are no trials.</param>
internal sealed record ComparedTask(string Id, string Kind, string Spec, int Episodes, TaskTrials Outcome);
