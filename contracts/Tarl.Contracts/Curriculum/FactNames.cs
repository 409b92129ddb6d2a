namespace Tarl.Contracts.Curriculum;

/// <summary>The facts that a scripted user can tell, by their names in <see cref="UserGoal.Facts"/>.</summary>
public static class FactNames
{
    /// <summary>Who the user is; in <see cref="UserGoal.Withheld"/> only, since <see cref="UserScript.Identity"/> holds it.</summary>
    public const string Identity = "identity";

    public const string OrderId = "order_id";

    /// <summary>The right order id, told once the agent has said that it cannot find the first.</summary>
    public const string CorrectedOrderId = "corrected_order_id";

    public const string Reason = "reason";

    /// <summary>Product names of the items meant: <c>Desk Lamp</c>, <c>Desk Lamp and the Backpack</c>.</summary>
    public const string Items = "items";

    /// <summary>The items meant, each with the options wanted: <c>Desk Lamp for color black, brightness low</c>.</summary>
    public const string Changes = "changes";

    /// <summary>A payment method by id or in words: <c>the original payment method</c>, <c>my gift card</c>.</summary>
    public const string Payment = "payment";

    public const string Address = "address";

    /// <summary>Arithmetic to work out from left to right: <c>7 + 5, * 3</c>.</summary>
    public const string Expression = "expression";
}
