using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.GenerateTasks;
using Tarl.Sandbox.GenerateTasks.Goals;
using Tarl.Sandbox.GenerateTasks.Kinds;
using Tarl.Sandbox.Retail.GenerateTasks.Goals;
using Tarl.Sandbox.Retail.GenerateTasks.Shop;

namespace Tarl.Sandbox.Retail.GenerateTasks;

/// <summary>Every kind of retail task with its name and share.</summary>
internal static class RetailKinds
{
    public static IReadOnlyList<(string Name, double Share, ITaskKind<Customer, Shopfront> Kind)> All(
        ITaskDomain<Customer, Shopfront> domain, RetailTaskOptions options)
    {
        var withholding = new Withholding(
            (FactNames.OrderId, options.WithheldOrderId),
            (FactNames.Reason, options.WithheldReason),
            (FactNames.Payment, options.WithheldPayment),
            (FactNames.Address, options.WithheldAddress));
        var cancel = new CancelGoalBuilder(withholding);
        var returns = new ReturnGoalBuilder(withholding, options);
        var exchange = new SwapGoalBuilder(withholding, options, Intents.Exchange);
        var modifyItems = new SwapGoalBuilder(withholding, options, Intents.ModifyItems);
        var orderAddress = new OrderAddressGoalBuilder(withholding);
        var userAddress = new UserAddressGoalBuilder(withholding);
        var payment = new PaymentGoalBuilder(withholding);
        var lookUp = new LookUpGoalBuilder(withholding);
        var refusal = new RefusalGoalBuilder();
        IReadOnlyList<IGoalBuilder<Customer, Shopfront>> onOrders = [cancel, returns, exchange, modifyItems, orderAddress, payment];
        IReadOnlyList<IGoalBuilder<Customer, Shopfront>> many = [.. onOrders, cancel, returns, userAddress, lookUp, refusal];
        SingleGoalKind<Customer, Shopfront> Single(IGoalBuilder<Customer, Shopfront> builder) => new(domain, builder, options.WithheldIdentity);
        SeveralGoalsKind<Customer, Shopfront> Several(IReadOnlyList<IGoalBuilder<Customer, Shopfront>> builders, int goals) => new(domain, builders, goals);
        return
        [
            ("cancel", options.Cancel, Single(cancel)),
            ("return", options.Return, Single(returns)),
            ("exchange", options.Exchange, Single(exchange)),
            ("modify-items", options.ModifyItems, Single(modifyItems)),
            ("modify-address", options.ModifyAddress, Single(orderAddress)),
            ("modify-user-address", options.ModifyUserAddress, Single(userAddress)),
            ("modify-payment", options.ModifyPayment, Single(payment)),
            ("look-up", options.LookUp, Single(lookUp)),
            ("refusal", options.Refusal, Single(refusal)),
            ("unknown-id", options.UnknownId, new UnknownIdKind<Customer, Shopfront>(domain, [cancel, returns, orderAddress, payment, cancel, returns], options.UnknownIdGivesUp)),
            ("change-of-mind", options.ChangeOfMind, new ChangeOfMindKind<Customer, Shopfront>(domain, [cancel, returns, orderAddress, userAddress, payment, cancel])),
            ("two-goals", options.TwoGoals, Several([cancel, returns, exchange, modifyItems, orderAddress, userAddress, payment, lookUp], 2)),
            ("three-goals", options.ThreeGoals, Several(many, 3)),
            ("four-goals", options.FourGoals, Several(many, 4)),
            ("five-goals", options.FiveGoals, Several(many, 5)),
            ("find-order", options.FindOrder, Single(new FindOrderGoalBuilder(onOrders, leastOrders: 3))),
            ("find-orders", options.FindOrders, Several([.. onOrders.Select(builder => new FindOrderGoalBuilder([builder], leastOrders: 1))], 3)),
        ];
    }
}
