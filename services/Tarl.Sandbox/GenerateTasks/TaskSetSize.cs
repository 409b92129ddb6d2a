namespace Tarl.Sandbox.GenerateTasks;

/// <summary>How many tasks of a data set are for what.</summary>
/// <param name="HeldOutUserShare">The part of the users, with all that is theirs, that only held-out tasks speak of.</param>
internal sealed record TaskSetSize(string DataSet, int TrainTasks, int HeldOutTasks, double HeldOutUserShare);
