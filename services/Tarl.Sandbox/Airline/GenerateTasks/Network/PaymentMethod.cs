namespace Tarl.Sandbox.Airline.GenerateTasks.Network;

/// <param name="Source"><c>credit_card</c>, <c>gift_card</c> or <c>certificate</c>.</param>
/// <param name="Amount">In dollars; what a gift card or a certificate is good for.</param>
internal sealed record PaymentMethod(string Id, string Source, double Amount)
{
    public bool IsCertificate => Source == "certificate";

    /// <summary>A negative amount is credited.</summary>
    public bool Covers(long dollars) => Source == "credit_card" || Amount >= dollars;
}
