using Tarl.Contracts.Curriculum;

namespace Tarl.Sandbox.GenerateTasks.Goals;

/// <summary>One goal before it is placed in a task: the user's side, the agent's side (identification left out) and its wording.</summary>
/// <param name="Want">The goal in the second person, to follow "You want to".</param>
/// <param name="SubjectId">The order or reservation that it is about; null if it is about none.</param>
/// <param name="Output">The text that answers the user's question, if it is one.</param>
internal sealed record GoalDraft(UserGoal Goal, GoalPlan Plan, string Want, string? SubjectId = null, string? Output = null);
