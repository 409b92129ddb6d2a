using Tarl.Contracts.Curriculum;

namespace Tarl.Cli.Evaluate;

/// <summary>An evaluation to be run.</summary>
/// <param name="Name">Names its batch of episodes, <c>evaluation-NAME</c>, and the file of its result.</param>
/// <param name="Agent"><c>policy</c>, <c>do-nothing</c>, <c>demonstrator</c>, <c>openai:MODEL</c>.</param>
/// <param name="PolicyVersion">The version to sample; must be published.</param>
/// <param name="Temperature">0 takes the likeliest token.</param>
public sealed record Evaluation(
    string Name, string Agent, int PolicyVersion, IReadOnlyList<TaskSpec> Tasks, int Trials, double Temperature, ulong Seed)
{
    public string Batch => $"evaluation-{Name}";
}
