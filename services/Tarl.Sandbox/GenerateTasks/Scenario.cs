using Tarl.Sandbox.GenerateTasks.Goals;

namespace Tarl.Sandbox.GenerateTasks;

/// <summary>A task's content before it becomes a <c>TaskSpec</c>.</summary>
internal sealed record Scenario(Identification Identification, IReadOnlyList<GoalDraft> Goals);
