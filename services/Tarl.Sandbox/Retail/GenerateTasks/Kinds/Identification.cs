using Tarl.Contracts.Episodes;
using Tarl.Sandbox.Retail.GenerateTasks.Shop;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Retail.GenerateTasks.Kinds;

/// <summary>How the user says who they are, and how the agent finds them by it.</summary>
/// <param name="Facts">The script's identity.</param>
/// <param name="Words">The same in the second person.</param>
internal sealed record Identification(IReadOnlyDictionary<string, string> Facts, IReadOnlyList<ToolCall> Calls, string Words)
{
    public static Identification Draw(Customer customer, RetailTaskOptions options, SeededRandom random) =>
        random.Chance(options.IdentityByEmail) || !customer.NameAndZipSuffice ? ByEmail(customer) : ByNameAndZip(customer);

    /// <summary>The user first gives an email that no one has, then names and zip code.</summary>
    public static Identification WithUnknownEmail(Customer customer, string email)
    {
        var facts = new Dictionary<string, string>(NameAndZip(customer)) { ["email"] = email };
        return new Identification(
            facts,
            [RetailCalls.FindByEmail(email), RetailCalls.FindByNameAndZip(customer)],
            $"You are {Name(customer)}, zip code {customer.Address.Zip}. You first give the email {email}, which is out of date.");
    }

    public static Identification ByEmail(Customer customer) => new(
        new Dictionary<string, string> { ["email"] = customer.Email },
        [RetailCalls.FindByEmail(customer.Email)],
        $"You are {Name(customer)}, email {customer.Email}.");

    public static Identification ByNameAndZip(Customer customer) => new(
        NameAndZip(customer),
        [RetailCalls.FindByNameAndZip(customer)],
        $"You are {Name(customer)}, zip code {customer.Address.Zip}. You do not remember your email.");

    private static string Name(Customer customer) => $"{customer.FirstName} {customer.LastName}";

    private static Dictionary<string, string> NameAndZip(Customer customer) => new()
    {
        ["first_name"] = customer.FirstName,
        ["last_name"] = customer.LastName,
        ["zip"] = customer.Address.Zip,
    };
}
