using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.GenerateTasks.Goals;
using Tarl.Sandbox.Retail.GenerateTasks.Shop;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Retail.GenerateTasks.Goals;

/// <summary>
/// Asks for what the guidelines forbid. About two thirds of these the tools would carry out (another user's order; a reason not allowed,
/// passed off as an allowed one), so that an agent which does not refuse also leaves a wrong database.
/// </summary>
internal sealed class RefusalGoalBuilder : IGoalBuilder<Customer, Shopfront>
{
    private static readonly string[] ForbiddenReasons = ["I found a better price", "the delivery is too slow", "I do not like the color"];

    public GoalDraft? TryBuild(Customer customer, Shopfront shop, SeededRandom random) => random.Next(20) switch
    {
        < 5 => CancelOfAnother(customer, shop, random),
        < 7 => AddressOfAnother(customer, shop, random),
        < 14 => ForbiddenReason(customer, random),
        < 16 => CancelTooLate(customer, random),
        < 18 => ReturnTooEarly(customer, random),
        _ => AddressTooLate(customer, shop, random),
    };

    private static GoalDraft? CancelOfAnother(Customer customer, Shopfront shop, SeededRandom random)
    {
        if (OrderOfAnother(customer, shop, random) is not { } order) return null;
        var reason = random.Pick(CancelGoalBuilder.Reasons);
        return Draft(Intents.Cancel, order, FactNames.Reason, reason, RetailCalls.Cancel(order, reason), NotYours(order), $"cancel order {order.Id}, which is not yours; the reason is: {reason}");
    }

    private static GoalDraft? AddressOfAnother(Customer customer, Shopfront shop, SeededRandom random)
    {
        if (OrderOfAnother(customer, shop, random) is not { } order) return null;
        if (Choice.OtherAddress(customer, shop, random) is not { } address) return null;
        return Draft(Intents.ModifyAddress, order, FactNames.Address, address.ToString(), RetailCalls.ModifyAddress(order, address), NotYours(order), $"have order {order.Id}, which is not yours, sent to {address}");
    }

    private static GoalDraft? ForbiddenReason(Customer customer, SeededRandom random)
    {
        if (Choice.Order(customer, "pending", random) is not { } order) return null;
        var reason = random.Pick(ForbiddenReasons);
        var passedOff = RetailCalls.Cancel(order, CancelGoalBuilder.Reasons[0]);
        return Draft(Intents.Cancel, order, FactNames.Reason, reason, passedOff, $"I cannot cancel order {order.Id} for that reason.", $"cancel order {order.Id}; the reason is: {reason}");
    }

    private static GoalDraft? CancelTooLate(Customer customer, SeededRandom random)
    {
        if (InOneOf(customer, ["processed", "delivered"], random) is not { } order) return null;
        var reason = random.Pick(CancelGoalBuilder.Reasons);
        return Draft(Intents.Cancel, order, FactNames.Reason, reason, RetailCalls.Cancel(order, reason), Is(order, "cancelled"), $"cancel order {order.Id}; the reason is: {reason}");
    }

    private static GoalDraft? ReturnTooEarly(Customer customer, SeededRandom random)
    {
        if (InOneOf(customer, ["pending", "processed"], random) is not { } order) return null;
        var item = random.Pick(order.Items);
        var draft = Draft(Intents.Return, order, FactNames.Items, item.Name, RetailCalls.Return(order, [item], order.PaymentMethodId), Is(order, "returned"), $"return the {item.Name} of order {order.Id} and get the refund to the original payment method");
        var facts = new Dictionary<string, string>(draft.Goal.Facts) { [FactNames.Payment] = "the original payment method" };
        return draft with { Goal = draft.Goal with { Facts = facts } };
    }

    private static GoalDraft? AddressTooLate(Customer customer, Shopfront shop, SeededRandom random)
    {
        if (InOneOf(customer, ["processed", "delivered"], random) is not { } order) return null;
        if (Choice.OtherAddress(customer, shop, random) is not { } address) return null;
        return Draft(Intents.ModifyAddress, order, FactNames.Address, address.ToString(), RetailCalls.ModifyAddress(order, address), Is(order, "changed"), $"have order {order.Id} sent to {address}");
    }

    private static Order? InOneOf(Customer customer, string[] statuses, SeededRandom random)
    {
        var orders = customer.Orders.Where(order => statuses.Contains(order.Status) && order.NamesAreUnique).ToList();
        return orders.Count == 0 ? null : random.Pick(orders);
    }

    private static Order? OrderOfAnother(Customer customer, Shopfront shop, SeededRandom random)
    {
        var other = random.Pick(shop.Customers);
        return other.UserId == customer.UserId ? null : Choice.Order(other, "pending", random);
    }

    private static string Is(Order order, string participle) => $"Order {order.Id} is {order.Status}, so it cannot be {participle}.";

    private static string NotYours(Order order) => $"Order {order.Id} is not yours, so I cannot change it.";

    private static GoalDraft Draft(string intent, Order order, string fact, string value, ToolCall forbidden, string say, string want)
    {
        var facts = new Dictionary<string, string> { [FactNames.OrderId] = order.Id, [fact] = value };
        return new GoalDraft(
            new UserGoal { Intent = intent, Facts = facts },
            new GoalPlan { Reads = [RetailCalls.OrderDetails(order.Id)], Write = forbidden, Resolution = GoalResolution.Refuse, Say = say },
            want,
            order.Id);
    }
}
