using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.GenerateTasks.Goals;

/// <summary>Draws which facts of a goal the user tells only when asked.</summary>
/// <param name="shares">How often each fact is withheld, in the order in which they are drawn.</param>
internal sealed class Withholding(params IReadOnlyList<(string Fact, double Share)> shares)
{
    /// <summary>The draft with facts withheld by chance.</summary>
    public GoalDraft Apply(GoalDraft draft, SeededRandom random) =>
        draft with { Goal = draft.Goal with { Withheld = Draw(draft.Goal.Facts, random) } };

    public IReadOnlyList<string> Draw(IReadOnlyDictionary<string, string> facts, SeededRandom random) =>
        [.. shares.Where(share => facts.ContainsKey(share.Fact) && random.Chance(share.Share)).Select(share => share.Fact)];
}
