using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.Retail.GenerateTasks.Goals;

namespace Tarl.Sandbox.Retail.GenerateTasks.Kinds;

/// <summary>Every kind of retail task with its name and share.</summary>
internal static class RetailKinds
{
    public static IReadOnlyList<(string Name, double Share, ITaskKind Kind)> All(RetailTaskOptions options)
    {
        var withholding = new Withholding(options);
        var cancel = new CancelGoalBuilder(withholding);
        var returns = new ReturnGoalBuilder(withholding, options);
        var exchange = new SwapGoalBuilder(withholding, options, Intents.Exchange);
        var modifyItems = new SwapGoalBuilder(withholding, options, Intents.ModifyItems);
        var orderAddress = new OrderAddressGoalBuilder(withholding);
        var userAddress = new UserAddressGoalBuilder(withholding);
        var payment = new PaymentGoalBuilder(withholding);
        var lookUp = new LookUpGoalBuilder(withholding);
        SingleGoalKind Single(IGoalBuilder builder) => new(builder, options);
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
            ("refusal", options.Refusal, Single(new RefusalGoalBuilder())),
            ("unknown-id", options.UnknownId, new UnknownIdKind([cancel, returns, orderAddress, payment, cancel, returns], options)),
            ("change-of-mind", options.ChangeOfMind, new ChangeOfMindKind([cancel, returns, orderAddress, userAddress, payment, cancel], options)),
            ("two-goals", options.TwoGoals, new TwoGoalsKind([cancel, returns, exchange, modifyItems, orderAddress, userAddress, payment, lookUp], options)),
        ];
    }
}
