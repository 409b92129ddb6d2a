using Tarl.Contracts.Curriculum;

namespace Tarl.Curriculum.Samplers;

/// <summary>The task of one group, and why it was chosen.</summary>
public sealed record ChosenTask(TaskSpec Task, TaskChoice Choice);
