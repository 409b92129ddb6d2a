using Tarl.Contracts.Curriculum;

namespace Tarl.Sandbox.Import.Scripts;

/// <summary>What a scripted user and a demonstrator need to play an imported task.</summary>
internal sealed record TaskScript(UserScript User, IReadOnlyList<GoalPlan> Plan);
