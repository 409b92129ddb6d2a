namespace Tarl.Sandbox.Import;

/// <summary>A part of a data set's tasks; a task can be in several.</summary>
/// <param name="Name"><c>train</c>, <c>test</c>, <c>dev</c>, <c>base</c>: as the benchmark names it.</param>
/// <param name="Scripted">How many of the tasks a scripted user can play.</param>
public sealed record ImportedSplit(string Name, int Tasks, int Scripted);
