namespace Tarl.Sandbox.Import;

/// <summary>A task that only a user who understands its instruction can play.</summary>
/// <param name="Task">Its id.</param>
/// <param name="Reason">The same words for the same reason.</param>
/// <param name="Detail">What it is in this task.</param>
public sealed record UnscriptedTask(string Task, string Reason, string Detail);
