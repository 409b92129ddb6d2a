using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.GenerateTasks;
using Tarl.Sandbox.Retail.GenerateTasks.Shop;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Retail.GenerateTasks;

/// <summary>Customers, found by email or by names and zip code, and their orders.</summary>
internal sealed class RetailTaskDomain(RetailTaskOptions options) : ITaskDomain<Customer, Shopfront>
{
    public string Name => "retail";

    public string SubjectFact => FactNames.OrderId;

    public string CorrectedSubjectFact => FactNames.CorrectedOrderId;

    public IReadOnlyList<Customer> UsersOf(Shopfront world) => world.Customers;

    public Shopfront WithUsers(Shopfront world, IReadOnlyList<Customer> users) => world with { Customers = users };

    public bool HasSubject(Shopfront world, string id) => world.OrderIds.Contains(id);

    public ToolCall ReadSubject(string id) => RetailCalls.OrderDetails(id);

    public Identification Identify(Customer user, SeededRandom random) =>
        random.Chance(options.IdentityByEmail) || !user.NameAndZipSuffice ? ByEmail(user) : ByNameAndZip(user);

    /// <summary>The user first gives an email that no one has, then names and zip code.</summary>
    public Identification? IdentifyAtSecondTry(Customer user, Shopfront world, SeededRandom random)
    {
        if (!user.NameAndZipSuffice) return null;
        var email = UnknownEmail(user, world, random);
        var facts = new Dictionary<string, string>(NameAndZip(user)) { ["email"] = email };
        return new Identification(
            facts,
            [RetailCalls.FindByEmail(email), RetailCalls.FindByNameAndZip(user)],
            $"You are {NameOf(user)}, zip code {user.Address.Zip}. You first give the email {email}, which is out of date.");
    }

    public static Identification ByEmail(Customer customer) => new(
        new Dictionary<string, string> { ["email"] = customer.Email },
        [RetailCalls.FindByEmail(customer.Email)],
        $"You are {NameOf(customer)}, email {customer.Email}.");

    public static Identification ByNameAndZip(Customer customer) => new(
        NameAndZip(customer),
        [RetailCalls.FindByNameAndZip(customer)],
        $"You are {NameOf(customer)}, zip code {customer.Address.Zip}. You do not remember your email.");

    private static string NameOf(Customer customer) => $"{customer.FirstName} {customer.LastName}";

    private static Dictionary<string, string> NameAndZip(Customer customer) => new()
    {
        ["first_name"] = customer.FirstName,
        ["last_name"] = customer.LastName,
        ["zip"] = customer.Address.Zip,
    };

    private static string UnknownEmail(Customer customer, Shopfront shop, SeededRandom random) =>
        customer.Email.Any(char.IsAsciiDigit)
            ? Mistyping.Of(customer.Email, email => shop.Emails.Contains(email.ToLowerInvariant()), random)
            : "old." + customer.Email;
}
