using Tarl.Contracts.Curriculum;

namespace Tarl.Sandbox.Import.Scripts;

/// <summary>One write of the ground truth as the user's wish, and what a right agent does about it.</summary>
internal sealed record ScriptedGoal(UserGoal Goal, GoalPlan Plan);
