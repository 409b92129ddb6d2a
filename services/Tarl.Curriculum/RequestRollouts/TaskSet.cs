using Microsoft.Extensions.Options;
using Tarl.Contracts.Curriculum;

namespace Tarl.Curriculum.RequestRollouts;

/// <summary>The training tasks.</summary>
public sealed class TaskSet(IOptions<CurriculumOptions> options)
{
    public IReadOnlyList<TaskSpec> Tasks { get; } = TaskFile.Read(options.Value.TasksPath);
}
