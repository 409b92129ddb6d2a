using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Curriculum.Samplers;

/// <summary>All tasks in a random order, then again in another, without end: which one comes when depends on seed and name alone.</summary>
public static class TaskCycle
{
    /// <param name="name">Tells the cycles of one seed from each other.</param>
    /// <param name="tasks">How many there are; at least one.</param>
    /// <param name="first">The place in the endless sequence to begin at, from 0.</param>
    /// <returns>The tasks' indices at <paramref name="count"/> places.</returns>
    public static int[] Take(ulong seed, string name, int tasks, long first, int count)
    {
        var taken = new int[count];
        int[] order = [];
        var ordered = -1L;
        for (var i = 0; i < count; i++)
        {
            var place = first + i;
            if (place / tasks != ordered)
            {
                ordered = place / tasks;
                order = Order(seed, $"{name}/{ordered}", tasks);
            }

            taken[i] = order[place % tasks];
        }

        return taken;
    }

    private static int[] Order(ulong seed, string name, int tasks)
    {
        int[] order = [.. Enumerable.Range(0, tasks)];
        new SeededRandom(SeededRandom.Derive(seed, name)).Shuffle(order);
        return order;
    }
}
