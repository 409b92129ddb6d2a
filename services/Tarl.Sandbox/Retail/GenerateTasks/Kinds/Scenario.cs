using Tarl.Sandbox.Retail.GenerateTasks.Goals;

namespace Tarl.Sandbox.Retail.GenerateTasks.Kinds;

/// <summary>A task's content before it becomes a <c>TaskSpec</c>.</summary>
internal sealed record Scenario(Identification Identification, IReadOnlyList<GoalDraft> Goals);
