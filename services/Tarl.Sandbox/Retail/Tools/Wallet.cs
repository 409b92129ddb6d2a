using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Retail.Tools;

/// <summary>The payment methods of an order's user.</summary>
internal sealed class Wallet
{
    private readonly ToolInvocation _call;
    private readonly string _userId;
    private readonly JsonMap _user;

    private Wallet(ToolInvocation call, string userId, JsonMap user)
    {
        _call = call;
        _userId = userId;
        _user = user;
    }

    private JsonMap Methods => _user.Map("payment_methods");

    public static Wallet Read(ToolInvocation call, JsonMap order)
    {
        var userId = order.Text("user_id");
        return new Wallet(call, userId, call.Data.Read(RetailTables.Users, userId) ?? throw new PythonException(PythonText.Repr(userId)));
    }

    public bool Has(string? method) => method is not null && Methods.ContainsKey(method);

    /// <summary>Does a payment with this method touch a gift card's balance? v1 goes by the id's spelling, v2 by the method's kind.</summary>
    public bool IsGiftCard(string method) => _call.IsV1 ? method.Contains("gift_card", StringComparison.Ordinal) : HasGiftCard(method);

    /// <summary>Is this method of the user's a gift card?</summary>
    public bool HasGiftCard(string method) =>
        Has(method) ? Methods.Map(method).Text("source") == "gift_card" : throw new PythonException("Payment method not found");

    public bool Covers(string method, object? amount) =>
        !HasGiftCard(method) || PythonNumber.Compare(Methods.Map(method)["balance"], amount) >= 0;

    /// <summary>Takes an amount from a gift card (a negative amount is credited) and stores the user.</summary>
    public void Charge(string method, object? amount) => Credit(method, PythonNumber.Negate(amount));

    /// <summary>Adds an amount to a gift card, rounded to cents, and stores the user.</summary>
    public void Credit(string method, object? amount)
    {
        var card = Methods.Map(method);
        card["balance"] = PythonNumber.Round2(PythonNumber.Add(card["balance"], amount));
        _call.Data.Write(RetailTables.Users, _userId, _user);
    }
}
