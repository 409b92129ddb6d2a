using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.GenerateTasks.Goals;

/// <summary>Draws which facts of a goal the user tells only when asked.</summary>
/// <param name="shares">How often each fact is withheld, in the order in which they are drawn.</param>
internal sealed class Withholding(params IReadOnlyList<(string Fact, double Share)> shares)
{
    public IReadOnlyList<string> Draw(IReadOnlyDictionary<string, string> facts, SeededRandom random) =>
        [.. shares.Where(share => facts.ContainsKey(share.Fact) && random.Chance(share.Share)).Select(share => share.Fact)];
}
