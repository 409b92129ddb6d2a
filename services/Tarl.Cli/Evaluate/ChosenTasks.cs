using Tarl.Contracts.Curriculum;

namespace Tarl.Cli.Evaluate;

/// <param name="Path">The file that the tasks come from; their data sets lie beside it.</param>
/// <param name="Of">The domain or data set, unless the tasks are the run's own kind; part of the evaluation's name.</param>
internal sealed record ChosenTasks(IReadOnlyList<TaskSpec> Tasks, string Path, string? Of);
