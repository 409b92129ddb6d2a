using System.ComponentModel.DataAnnotations;
using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.Retail.GenerateTasks.Kinds;
using Tarl.Sandbox.Retail.GenerateTasks.Shop;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Retail.GenerateTasks;

/// <summary>Makes retail tasks with their ground truth from a shop's data.</summary>
public static class RetailTaskGenerator
{
    // Customers tried for one task before the split counts as exhausted for its kind.
    private const int MaxAttempts = 3000;

    /// <summary>
    /// Training and held-out tasks that share neither users nor orders. Every task differs from all others, so that there can be
    /// fewer than asked for where the data do not hold enough. The same seed gives the same tasks.
    /// </summary>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public static (IReadOnlyList<TaskSpec> Train, IReadOnlyList<TaskSpec> HeldOut) Generate(RetailData data, RetailTaskOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        var shop = RetailDataReader.Read(data);
        var customers = shop.Customers.ToList();
        new SeededRandom(SeededRandom.Derive(seed, "split")).Shuffle(customers);
        var heldOut = (int)double.Round(customers.Count * options.HeldOutUserShare);
        return (
            GenerateSplit("train", options.TrainTasks, shop with { Customers = customers[heldOut..] }, options, seed),
            GenerateSplit("held-out", options.HeldOutTasks, shop with { Customers = customers[..heldOut] }, options, seed));
    }

    private static List<TaskSpec> GenerateSplit(string split, int count, Shopfront shop, RetailTaskOptions options, ulong seed)
    {
        if (shop.Customers.Count == 0) return [];
        var random = new SeededRandom(SeededRandom.Derive(seed, split));
        var kinds = RetailKinds.All(options);
        var counts = Apportionment.ByLargestRemainder(count, [.. kinds.Select(kind => kind.Share)]);
        var seen = new HashSet<string>();
        var tasks = new List<TaskSpec>(count);
        for (var kind = 0; kind < kinds.Count; kind++)
        {
            var made = Enumerable.Range(0, counts[kind]).Select(_ => Compose(kinds[kind].Kind, kinds[kind].Name, shop, options, random, seen));
            tasks.AddRange(made.OfType<TaskSpec>());
        }

        random.Shuffle(tasks);
        return [.. tasks.Select((task, number) => task with { Id = $"retail-{split}-{number:D5}" })];
    }

    private static TaskSpec? Compose(
        ITaskKind kind, string name, Shopfront shop, RetailTaskOptions options, SeededRandom random, HashSet<string> seen)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (kind.TryCompose(random.Pick(shop.Customers), shop, random) is not { } scenario) continue;
            var task = TaskSpecs.From(scenario, name, options.DataSet);
            if (seen.Add(task.Instruction)) return task;
        }

        return null;
    }
}
