namespace Tarl.Curriculum.Samplers.Staged.Orders;

/// <summary>
/// Sorts tasks into stages, easier before harder. By whatever a task says of itself, so that a task's modality, once it has one, is an order
/// like the others: text before speech. Pure.
/// </summary>
public interface IStageOrder
{
    /// <summary>The name it is chosen by: <c>calls</c>, <c>kinds</c>, <c>pass-rate</c>.</summary>
    string Name { get; }

    /// <summary>Each task's stage, from 0; every stage up to the last has a task.</summary>
    /// <exception cref="InvalidDataException">The tasks cannot be sorted in this way.</exception>
    int[] StageOf(SamplingRound round);
}
