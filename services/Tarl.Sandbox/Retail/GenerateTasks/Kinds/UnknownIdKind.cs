using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.Retail.GenerateTasks.Goals;
using Tarl.Sandbox.Retail.GenerateTasks.Shop;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Retail.GenerateTasks.Kinds;

/// <summary>The user first names an order or an email that does not exist, and then corrects it or gives up.</summary>
internal sealed class UnknownIdKind(IReadOnlyList<IGoalBuilder> builders, RetailTaskOptions options) : ITaskKind
{
    private const double UnknownEmailShare = 0.3;

    public Scenario? TryCompose(Customer customer, Shopfront shop, SeededRandom random)
    {
        if (random.Pick(builders).TryBuild(customer, shop, random) is not { Order: { } order } draft) return null;
        if (random.Chance(options.UnknownIdGivesUp)) return GivesUp(customer, draft, UnknownOrderId(order, shop, random), random);
        return random.Chance(UnknownEmailShare) && customer.NameAndZipSuffice
            ? new Scenario(Identification.WithUnknownEmail(customer, UnknownEmail(customer, shop, random)), [draft])
            : Corrects(customer, draft, order, UnknownOrderId(order, shop, random), random);
    }

    private Scenario GivesUp(Customer customer, GoalDraft draft, string unknownId, SeededRandom random) => new(
        Identification.Draw(customer, options, random),
        [
            draft with
            {
                Goal = WithOrderId(draft.Goal, unknownId),
                Plan = new GoalPlan { Reads = [RetailCalls.OrderDetails(unknownId)], Resolution = GoalResolution.GiveUp },
                Want = $"{draft.Want.Replace(draft.Order!.Id, unknownId, StringComparison.Ordinal)}. You know no other order id; if it is not found, you give up",
                Output = null,
            },
        ]);

    private Scenario Corrects(Customer customer, GoalDraft draft, Order order, string unknownId, SeededRandom random)
    {
        var goal = WithOrderId(draft.Goal, unknownId);
        var facts = new Dictionary<string, string>(goal.Facts) { [FactNames.CorrectedOrderId] = order.Id };
        return new Scenario(
            Identification.Draw(customer, options, random),
            [
                draft with
                {
                    Goal = goal with { Facts = facts },
                    Plan = draft.Plan with { Reads = [RetailCalls.OrderDetails(unknownId), .. draft.Plan.Reads] },
                    Want = $"{draft.Want}. You first give the order id {unknownId} by mistake",
                },
            ]);
    }

    private static UserGoal WithOrderId(UserGoal goal, string orderId) => goal with
    {
        Facts = new Dictionary<string, string>(goal.Facts) { [FactNames.OrderId] = orderId },
        Withheld = [.. goal.Withheld.Where(fact => fact != FactNames.OrderId)],
    };

    // One digit mistyped.
    private static string UnknownOrderId(Order order, Shopfront shop, SeededRandom random) =>
        Mistype(order.Id, id => shop.OrderIds.Contains(id), random);

    private static string UnknownEmail(Customer customer, Shopfront shop, SeededRandom random) =>
        customer.Email.Any(char.IsAsciiDigit)
            ? Mistype(customer.Email, email => shop.Emails.Contains(email.ToLowerInvariant()), random)
            : "old." + customer.Email;

    private static string Mistype(string id, Func<string, bool> exists, SeededRandom random)
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
