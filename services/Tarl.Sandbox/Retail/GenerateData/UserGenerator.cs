using Tarl.Sandbox.Documents;
using Tarl.Sandbox.GenerateData;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Retail.GenerateData;

/// <summary>Makes users: no two share an id, an email, or both name and zip code.</summary>
internal sealed class UserGenerator(RetailDataOptions options, SeededRandom random)
{
    private readonly UniqueDigits _ids = new(random);
    private readonly HashSet<string> _namesAndZips = new(StringComparer.Ordinal);

    /// <summary>A user without orders, and the user's id.</summary>
    public (string Id, JsonMap User) Next()
    {
        var first = PeopleVocabulary.FirstNames[random.Next(options.FirstNames)];
        var last = PeopleVocabulary.LastNames[random.Next(options.LastNames)];
        var user = new JsonMap
        {
            ["name"] = new JsonMap { ["first_name"] = first, ["last_name"] = last },
            ["address"] = UniqueAddress(first, last),
            ["email"] = _ids.Draw($"{first}.{last}".ToLowerInvariant(), 4) + "@example.com",
            ["payment_methods"] = PaymentMethods(),
            ["orders"] = new JsonList(),
        };
        return (_ids.Draw($"{first}_{last}_".ToLowerInvariant(), 4), user);
    }

    private JsonMap UniqueAddress(string first, string last)
    {
        while (true)
        {
            var address = AddressGenerator.Next(random);
            if (_namesAndZips.Add(RetailTables.NameZip(first, last, address.Text("zip"))))
            {
                return address;
            }
        }
    }

    // One kind at most once a user; two fifths of the users have one method, two fifths two.
    private JsonMap PaymentMethods()
    {
        List<string> kinds = ["credit_card", "gift_card", "paypal"];
        random.Shuffle(kinds);
        var draw = random.NextDouble();
        var methods = new JsonMap();
        foreach (var kind in kinds.Take(int.Min(options.MaxPaymentMethods, draw < 0.4 ? 1 : draw < 0.8 ? 2 : 3)))
        {
            var id = _ids.Draw(kind + "_", 7);
            methods[id] = PaymentMethod(kind, id);
        }

        return methods;
    }

    private JsonMap PaymentMethod(string kind, string id)
    {
        var method = new JsonMap { ["source"] = kind };
        if (kind == "credit_card")
        {
            method["brand"] = random.Pick(PeopleVocabulary.CardBrands);
            method["last_four"] = UniqueDigits.Digits(random, 4);
        }
        else if (kind == "gift_card")
        {
            method["balance"] = (long)random.Next(101);
        }

        method["id"] = id;
        return method;
    }
}
