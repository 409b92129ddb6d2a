namespace Tarl.Sandbox.Import;

/// <summary>Something of the benchmark's that no data set gets.</summary>
/// <param name="What">A file, a folder, or a task with its file and position.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record NotImported(string What, string Reason);
