using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Airline.Tools;

/// <summary>Paying for a booking with several methods.</summary>
internal static class BookingPayment
{
    /// <summary>The refusal, or null: each method covers its amount, and the amounts are the price.</summary>
    public static ToolOutput? Check(ToolInvocation call, JsonMap user, object? payments, object total)
    {
        var paid = PythonNumber.Zero;
        foreach (var payment in Entries(payments))
        {
            var id = payment["payment_id"];
            var amount = payment["amount"];
            if (ToolInvocation.AsKey(id) is not { } key || !user.Map("payment_methods").TryGetValue(key, out var found))
            {
                return call.Fail($"payment method {PythonText.Str(id)} not found");
            }

            var method = (JsonMap)found!;
            if (method["source"] is "gift_card" or "certificate" && PythonNumber.Compare(method["amount"], amount) < 0)
            {
                return call.Fail($"not enough balance in payment method {PythonText.Str(id)}");
            }

            paid = PythonNumber.Add(paid, amount);
        }

        return PythonNumber.Compare(paid, total) == 0
            ? null
            : call.Fail($"payment amount does not add up, total price is {PythonNumber.Text(total)}, but paid {PythonNumber.Text(paid)}");
    }

    /// <summary>Takes the amounts: a gift card's balance goes down, a certificate is used up whole, whatever part was needed.</summary>
    /// <exception cref="PythonException">A certificate is listed twice: it is gone all the same, as in the benchmark.</exception>
    public static void Charge(ToolInvocation call, string userId, JsonMap user, object? payments)
    {
        var methods = user.Map("payment_methods");
        foreach (var payment in Entries(payments))
        {
            var id = payment.Text("payment_id");
            if (!methods.TryGetValue(id, out var found))
            {
                call.Data.Write(AirlineTables.Users, userId, user);
                throw new PythonException(PythonText.Repr(id));
            }

            var method = (JsonMap)found!;
            if (method["source"] is "gift_card")
            {
                method["amount"] = PythonNumber.Subtract(method["amount"], payment["amount"]);
            }
            else if (method["source"] is "certificate")
            {
                methods.Remove(id);
            }
        }
    }

    private static IEnumerable<JsonMap> Entries(object? payments) =>
        payments is JsonList list ? list.Maps() : throw new PythonException($"'{PythonText.TypeName(payments)}' object is not iterable");
}
