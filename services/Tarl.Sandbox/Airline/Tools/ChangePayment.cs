using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Airline.Tools;

/// <summary>Paying for a change of a reservation with one method of its user.</summary>
internal static class ChangePayment
{
    /// <summary>The refusal, or null and what to add to the payment history (null if nothing). A gift card is charged at once.</summary>
    /// <param name="call">Has the parameter <c>payment_id</c>.</param>
    /// <param name="reservation">Whose user pays.</param>
    /// <param name="price">The amount due; a negative one is credited to a gift card.</param>
    /// <param name="payment">The history's new entry.</param>
    public static ToolOutput? Pay(ToolInvocation call, JsonMap reservation, object price, out JsonMap? payment)
    {
        payment = null;
        var userId = reservation.Text("user_id");
        var user = call.Data.Read(AirlineTables.Users, userId)!;
        if (call.Key("payment_id") is not { } id || !user.Map("payment_methods").TryGetValue(id, out var found))
        {
            return call.Fail("payment method not found");
        }

        var method = (JsonMap)found!;
        if (method["source"] is "certificate")
        {
            return call.Fail("certificate cannot be used to update reservation");
        }

        if (method["source"] is "gift_card" && PythonNumber.Compare(method["amount"], price) < 0)
        {
            return call.Fail("gift card balance is not enough");
        }

        if (method["source"] is "gift_card")
        {
            method["amount"] = PythonNumber.Subtract(method["amount"], price);
            call.Data.Write(AirlineTables.Users, userId, user);
        }

        var entry = new JsonMap { ["payment_id"] = id, ["amount"] = price };
        payment = PythonNumber.Compare(price, PythonNumber.Zero) == 0 ? null : call.IsV1 ? entry : BookingModels.Payment(entry);
        return null;
    }
}
