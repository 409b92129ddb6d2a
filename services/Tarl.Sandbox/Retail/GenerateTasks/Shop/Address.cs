namespace Tarl.Sandbox.Retail.GenerateTasks.Shop;

/// <summary>A postal address; <see cref="ToString"/> names the parts in the order of the tools' parameters, so that one can be copied to the other.</summary>
internal sealed record Address(string Address1, string Address2, string City, string State, string Country, string Zip)
{
    public override string ToString() =>
        string.Join(", ", new[] { Address1, Address2, City, State, Country, Zip }.Where(part => part.Length > 0));
}
