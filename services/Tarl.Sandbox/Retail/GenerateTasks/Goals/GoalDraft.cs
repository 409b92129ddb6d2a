using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.Retail.GenerateTasks.Shop;

namespace Tarl.Sandbox.Retail.GenerateTasks.Goals;

/// <summary>One goal before it is placed in a task: the user's side, the agent's side (identification left out) and its wording.</summary>
/// <param name="Want">The goal in the second person, to follow "You want to".</param>
/// <param name="Order">The order it is about; null if it is about the user's profile.</param>
/// <param name="Output">The text that answers the user's question, if it is one.</param>
internal sealed record GoalDraft(UserGoal Goal, GoalPlan Plan, string Want, Order? Order = null, string? Output = null);
