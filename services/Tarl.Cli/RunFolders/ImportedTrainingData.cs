using Tarl.Cli.DataSets;
using Tarl.Contracts.Curriculum;

namespace Tarl.Cli.RunFolders;

/// <summary>An imported data set as a run's data: what a scripted user can play of its training and held-out tasks.</summary>
internal sealed class ImportedTrainingData
{
    private readonly NamedDataSet _dataSet;
    private readonly IReadOnlyList<TaskSpec> _training;
    private readonly IReadOnlyList<TaskSpec> _heldOut;

    /// <param name="nameOrPath">The data set's name or folder.</param>
    /// <exception cref="UserErrorException">There is no such data set, or it cannot be trained on.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public ImportedTrainingData(string nameOrPath)
    {
        _dataSet = NamedDataSet.Open(nameOrPath);
        if (!_dataSet.HasSplit(NamedDataSet.TrainingSplit) || !_dataSet.HasSplit(NamedDataSet.HeldOutSplit))
        {
            throw new UserErrorException(
                $"The data set {_dataSet.Name} cannot be trained on: that takes the splits {NamedDataSet.TrainingSplit} and {NamedDataSet.HeldOutSplit}. To measure a policy on it: evaluate --data {nameOrPath} --split SPLIT.");
        }

        (_training, var left) = _dataSet.ScriptedTasks(NamedDataSet.TrainingSplit);
        (_heldOut, var leftHeldOut) = _dataSet.ScriptedTasks(NamedDataSet.HeldOutSplit);
        LeftOut = [.. new[] { left, leftHeldOut }.OfType<string>()];
    }

    /// <summary>Sentences about the tasks that are not played.</summary>
    public IReadOnlyList<string> LeftOut { get; }

    public RunSettings ApplyTo(RunSettings settings) => settings with
    {
        Data = _dataSet.Folder,
        Domain = _dataSet.Domain,
        TrainingTasks = _training.Count,
        HeldOutTasks = _heldOut.Count,
    };

    /// <summary>Makes the run independent of the data set. The held-out tasks are written last, so that they stand for all.</summary>
    public void CopyTo(RunFolder folder)
    {
        Directory.CreateDirectory(folder.DataFolder);
        File.Copy(_dataSet.DatabasePath, Path.Combine(folder.DataFolder, Path.GetFileName(_dataSet.DatabasePath)), overwrite: true);
        TaskFile.Write(folder.TrainingTasksPath, _training);
        TaskFile.Write(folder.HeldOutTasksPath, _heldOut);
    }
}
