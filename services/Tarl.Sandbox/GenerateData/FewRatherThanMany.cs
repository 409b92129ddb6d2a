using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.GenerateData;

/// <summary>Draws how many things belong to something.</summary>
internal static class FewRatherThanMany
{
    /// <summary>One to <paramref name="most"/>, each number half again as frequent as the next: 0.47, 0.32, 0.21 for three.</summary>
    public static int Draw(SeededRandom random, int most)
    {
        var weights = Enumerable.Range(0, most).Select(i => double.Pow(1.5, -i)).ToArray();
        var draw = random.NextDouble() * weights.Sum();
        var count = 1;
        while (count < most && (draw -= weights[count - 1]) >= 0)
        {
            count++;
        }

        return count;
    }
}
