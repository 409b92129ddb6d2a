using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.GenerateTasks;

/// <summary>Ids as a user gets them wrong.</summary>
internal static class Mistyping
{
    /// <summary>One digit of it wrong, such that no one has the result.</summary>
    /// <param name="id">Has a digit.</param>
    /// <param name="exists">Whether someone has an id.</param>
    public static string Of(string id, Func<string, bool> exists, SeededRandom random)
    {
        var positions = Enumerable.Range(0, id.Length).Where(i => char.IsAsciiDigit(id[i])).ToList();
        while (true)
        {
            var characters = id.ToCharArray();
            var position = random.Pick(positions);
            characters[position] = (char)('0' + random.Next(10));
            var mistyped = new string(characters);
            if (mistyped != id && !exists(mistyped)) return mistyped;
        }
    }
}
