using Tarl.Contracts.Curriculum;

namespace Tarl.Cli.Evaluate;

/// <param name="Path">The file that the tasks come from; their data sets lie beside it.</param>
/// <param name="Suffix">Tells an evaluation's name from that on the run's own tasks; empty for those.</param>
internal sealed record ChosenTasks(IReadOnlyList<TaskSpec> Tasks, string Path, string Suffix);
