namespace Tarl.Sandbox.Import.Scripts;

/// <summary>Why a scripted user cannot play a task.</summary>
/// <param name="Reason">The same words for the same reason, so that tasks can be counted by it.</param>
/// <param name="Detail">What it is in this task.</param>
internal sealed record NoScript(string Reason, string Detail);
