using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;

namespace Tarl.Learner.CloneDemonstrator;

/// <summary>An episode to be imitated.</summary>
/// <param name="Failure">Set if something outside the agent failed: there is nothing to imitate.</param>
public sealed record Demonstration(TaskSpec Task, IReadOnlyList<Turn> Turns, EpisodeFailure? Failure);
