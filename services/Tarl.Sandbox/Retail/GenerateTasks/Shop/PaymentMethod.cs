namespace Tarl.Sandbox.Retail.GenerateTasks.Shop;

/// <param name="Source"><c>credit_card</c>, <c>gift_card</c> or <c>paypal</c>.</param>
/// <param name="Balance">In dollars; 0 for anything but a gift card.</param>
internal sealed record PaymentMethod(string Id, string Source, double Balance)
{
    public bool IsGiftCard => Source == "gift_card";
}
