using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Curriculum.RequestRollouts;

/// <summary>Goes through all tasks in a random order, then again in another: which tasks come when depends on the seed alone.</summary>
public sealed class UniformSampler(ulong seed, int tasks)
{
    private readonly Dictionary<long, int[]> _orders = [];

    /// <summary>The task at a place in the endless sequence.</summary>
    public int TaskAt(long place)
    {
        var round = place / tasks;
        if (!_orders.TryGetValue(round, out var order))
        {
            order = [.. Enumerable.Range(0, tasks)];
            new SeededRandom(SeededRandom.Derive(seed, $"tasks/{round}")).Shuffle(order);
            _orders.Clear();
            _orders.Add(round, order);
        }

        return order[place % tasks];
    }
}
