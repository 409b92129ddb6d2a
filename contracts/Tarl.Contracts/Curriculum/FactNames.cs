namespace Tarl.Contracts.Curriculum;

/// <summary>The facts that a scripted user can tell, by their names in <see cref="UserGoal.Facts"/>.</summary>
public static class FactNames
{
    /// <summary>Who the user is; in <see cref="UserGoal.Withheld"/> only, since <see cref="UserScript.Identity"/> holds it.</summary>
    public const string Identity = "identity";

    public const string OrderId = "order_id";

    /// <summary>The right order id, told once the agent has said that it cannot find the first.</summary>
    public const string CorrectedOrderId = "corrected_order_id";

    /// <summary>An item by which an order without an id can be told from the user's others: <c>Desk Lamp</c>.</summary>
    public const string OrderContents = "order_contents";

    public const string Reason = "reason";

    /// <summary>Product names of the items meant: <c>Desk Lamp</c>, <c>Desk Lamp and the Backpack</c>.</summary>
    public const string Items = "items";

    /// <summary>The items meant, each with the options wanted: <c>Desk Lamp for color black, brightness low</c>.</summary>
    public const string Changes = "changes";

    /// <summary>A payment method by id or in words: <c>the original payment method</c>, <c>my gift card</c>.</summary>
    public const string Payment = "payment";

    public const string Address = "address";

    public const string ReservationId = "reservation_id";

    /// <summary>The right reservation id, told once the agent has said that it cannot find the first.</summary>
    public const string CorrectedReservationId = "corrected_reservation_id";

    /// <summary>One flight that is spoken of: <c>HAT012 on 2024-05-22</c>.</summary>
    public const string Flight = "flight";

    /// <summary>The flights wanted, of a reservation or a booking, in any words that tell them from others: <c>SFO to JFK on 2024-05-22</c>.</summary>
    public const string Flights = "flights";

    /// <summary>The cabin wanted: <c>basic economy</c>, <c>economy</c>, <c>business</c>.</summary>
    public const string Cabin = "cabin";

    /// <summary>The checked bags wanted, old ones included: <c>3 bags</c>.</summary>
    public const string Baggage = "baggage";

    /// <summary>Who is to fly, with dates of birth: <c>Omar Kim, born 1970-01-20, instead of Mei Li</c>.</summary>
    public const string Passengers = "passengers";

    /// <summary>Whether travel insurance is wanted: <c>yes</c>, <c>no</c>.</summary>
    public const string Insurance = "insurance";

    /// <summary>Arithmetic to work out from left to right: <c>7 + 5, * 3</c>.</summary>
    public const string Expression = "expression";
}
