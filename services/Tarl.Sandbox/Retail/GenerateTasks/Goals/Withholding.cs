using Tarl.Contracts.Curriculum;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Retail.GenerateTasks.Goals;

/// <summary>Draws which facts of a goal the user tells only when asked.</summary>
internal sealed class Withholding(RetailTaskOptions options)
{
    /// <summary>The draft with facts withheld by chance.</summary>
    public GoalDraft Apply(GoalDraft draft, SeededRandom random) =>
        draft with { Goal = draft.Goal with { Withheld = Draw(draft.Goal.Facts, random) } };

    private IReadOnlyList<string> Draw(IReadOnlyDictionary<string, string> facts, SeededRandom random) =>
        [.. Chances().Where(chance => facts.ContainsKey(chance.Fact) && random.Chance(chance.Share)).Select(chance => chance.Fact)];

    private IEnumerable<(string Fact, double Share)> Chances() =>
    [
        (FactNames.OrderId, options.WithheldOrderId),
        (FactNames.Reason, options.WithheldReason),
        (FactNames.Payment, options.WithheldPayment),
        (FactNames.Address, options.WithheldAddress),
    ];
}
