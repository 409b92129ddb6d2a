using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.Mathematics.GenerateTasks;
using Tarl.Sandbox.Retail;
using Tarl.Sandbox.Retail.GenerateData;
using Tarl.Sandbox.Retail.GenerateTasks;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.GenerateDataSet;

/// <summary>Makes a world to train in: a shop's database, and the tasks that its users pose, for training and for evaluation.</summary>
public static class DataSetGenerator
{
    private const string Retail = "retail";

    /// <summary>Writes <c>retail.db</c>, <c>train.jsonl</c> and <c>heldout.jsonl</c>; the last is written last, so that it stands for all.</summary>
    public static void Generate(DataSetOptions options, ulong seed, string folder)
    {
        Directory.CreateDirectory(folder);
        var data = RetailDataGenerator.Generate(new RetailDataOptions { Users = options.Users, Products = options.Products, FirstNames = options.FirstNames, LastNames = options.LastNames }, SeededRandom.Derive(seed, "data"));
        RetailDataStore.Write(data, Path.Combine(folder, $"{Retail}.db"));
        var trainMath = (int)Math.Round(options.TrainingTasks * options.MathShare);
        var heldOutMath = (int)Math.Round(options.HeldOutTasks * options.MathShare);
        var retail = RetailTaskGenerator.Generate(
            data,
            new RetailTaskOptions { DataSet = Retail, TrainTasks = options.TrainingTasks - trainMath, HeldOutTasks = options.HeldOutTasks - heldOutMath },
            SeededRandom.Derive(seed, "tasks"));
        var math = MathTaskGenerator.Generate(
            new MathTaskOptions { TrainTasks = trainMath, HeldOutTasks = heldOutMath }, SeededRandom.Derive(seed, "math"));
        TaskFile.Write(Path.Combine(folder, "train.jsonl"), [.. retail.Train, .. math.Train]);
        TaskFile.Write(Path.Combine(folder, "heldout.jsonl"), [.. retail.HeldOut, .. math.HeldOut]);
    }
}
