namespace Tarl.Sandbox.Retail.GenerateTasks.Shop;

/// <param name="NameAndZipSuffice">True if no other customer has the same names and zip code.</param>
internal sealed record Customer(
    string UserId,
    string FirstName,
    string LastName,
    string Email,
    Address Address,
    IReadOnlyList<PaymentMethod> PaymentMethods,
    IReadOnlyList<Order> Orders,
    bool NameAndZipSuffice)
{
    public PaymentMethod Method(string id) => PaymentMethods.First(method => method.Id == id);
}
