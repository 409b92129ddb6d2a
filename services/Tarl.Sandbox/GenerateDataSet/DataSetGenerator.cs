using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.Airline;
using Tarl.Sandbox.Airline.GenerateData;
using Tarl.Sandbox.Airline.GenerateTasks;
using Tarl.Sandbox.Mathematics.GenerateTasks;
using Tarl.Sandbox.Retail;
using Tarl.Sandbox.Retail.GenerateData;
using Tarl.Sandbox.Retail.GenerateTasks;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.GenerateDataSet;

/// <summary>Makes a world to train in: a domain's database, and the tasks that its users pose, for training and for evaluation.</summary>
public static class DataSetGenerator
{
    /// <summary>Orders or reservations that a user of the hard mix has at most.</summary>
    private const int HardMixSubjects = 6;

    private static readonly Dictionary<string, Generator> s_domains = new()
    {
        ["retail"] = GenerateRetail,
        ["airline"] = GenerateAirline,
    };

    /// <summary>Writes a domain's database, and makes so many tasks on it.</summary>
    private delegate (IReadOnlyList<TaskSpec> Train, IReadOnlyList<TaskSpec> HeldOut) Generator(
        DataSetOptions options, int trainTasks, int heldOutTasks, ulong seed, string folder);

    /// <summary>The domains that worlds can be made of, the default one first.</summary>
    public static IReadOnlyList<string> Domains { get; } = [.. s_domains.Keys];

    /// <summary>Writes <c>{domain}.db</c>, <c>train.jsonl</c> and <c>heldout.jsonl</c>; the last is written last, so that it stands for all.</summary>
    /// <exception cref="ArgumentException">There is no such domain to make.</exception>
    public static void Generate(DataSetOptions options, ulong seed, string folder)
    {
        if (!s_domains.TryGetValue(options.Domain, out var generate))
        {
            throw new ArgumentException($"There is no domain '{options.Domain}' to make; there are {string.Join(", ", Domains)}.");
        }

        Directory.CreateDirectory(folder);
        var trainMath = (int)Math.Round(options.TrainingTasks * options.MathShare);
        var heldOutMath = (int)Math.Round(options.HeldOutTasks * options.MathShare);
        var tasks = generate(options, options.TrainingTasks - trainMath, options.HeldOutTasks - heldOutMath, seed, folder);
        var math = MathTaskGenerator.Generate(
            new MathTaskOptions { TrainTasks = trainMath, HeldOutTasks = heldOutMath }, SeededRandom.Derive(seed, "math"));
        TaskFile.Write(Path.Combine(folder, "train.jsonl"), [.. tasks.Train, .. math.Train]);
        TaskFile.Write(Path.Combine(folder, "heldout.jsonl"), [.. tasks.HeldOut, .. math.HeldOut]);
    }

    private static (IReadOnlyList<TaskSpec> Train, IReadOnlyList<TaskSpec> HeldOut) GenerateRetail(
        DataSetOptions options, int trainTasks, int heldOutTasks, ulong seed, string folder)
    {
        var isHard = options.Mix == TaskMix.Hard;
        var shop = new RetailDataOptions { Users = options.Users, Products = options.Products, FirstNames = options.FirstNames, LastNames = options.LastNames };
        if (isHard) shop.MaxOrders = HardMixSubjects;
        var data = RetailDataGenerator.Generate(shop, SeededRandom.Derive(seed, "data"));
        RetailDataStore.Write(data, Path.Combine(folder, $"{options.Domain}.db"));
        var mix = isHard ? RetailTaskOptions.Hard : new RetailTaskOptions();
        return RetailTaskGenerator.Generate(
            data, mix with { DataSet = options.Domain, TrainTasks = trainTasks, HeldOutTasks = heldOutTasks }, SeededRandom.Derive(seed, "tasks"));
    }

    private static (IReadOnlyList<TaskSpec> Train, IReadOnlyList<TaskSpec> HeldOut) GenerateAirline(
        DataSetOptions options, int trainTasks, int heldOutTasks, ulong seed, string folder)
    {
        var isHard = options.Mix == TaskMix.Hard;
        var airline = new AirlineDataOptions { Users = options.Users, Airports = options.Airports, FirstNames = options.FirstNames, LastNames = options.LastNames };
        if (isHard) airline.MaxReservations = HardMixSubjects;
        var data = AirlineDataGenerator.Generate(airline, SeededRandom.Derive(seed, "data"));
        AirlineDataStore.Write(data, Path.Combine(folder, $"{options.Domain}.db"));
        var mix = isHard ? AirlineTaskOptions.Hard : new AirlineTaskOptions();
        return AirlineTaskGenerator.Generate(
            data, mix with { DataSet = options.Domain, TrainTasks = trainTasks, HeldOutTasks = heldOutTasks }, SeededRandom.Derive(seed, "tasks"));
    }
}
