namespace Tarl.Policy.Engines.Managed;

/// <summary>The rows of one sequence inside a packed pass.</summary>
/// <param name="FirstRow">Its first row in the pass; row r holds position FirstPosition + r − FirstRow.</param>
/// <param name="FirstActive">Its first entry among the pass's active rows.</param>
internal readonly record struct Segment(
    KeyValueCache Cache, int FirstPosition, int FirstRow, int Rows, int FirstActive, int ActiveRows);
