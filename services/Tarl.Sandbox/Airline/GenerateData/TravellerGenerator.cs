using System.Globalization;
using Tarl.Sandbox.Documents;
using Tarl.Sandbox.GenerateData;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Airline.GenerateData;

/// <summary>Makes users: each with someone to travel with, and one method at least that a change can be paid with.</summary>
internal sealed class TravellerGenerator(AirlineDataOptions options, SeededRandom random)
{
    private const int MaxGiftCard = 300;

    private readonly UniqueDigits _ids = new(random);

    /// <summary>A user without reservations, and the user's id.</summary>
    public (string Id, JsonMap User) Next()
    {
        var person = Person();
        var (first, last) = (person.Text("first_name"), person.Text("last_name"));
        var id = _ids.Draw($"{first}_{last}_".ToLowerInvariant(), 4);
        return (id, new JsonMap
        {
            ["user_id"] = id,
            ["name"] = new JsonMap { ["first_name"] = first, ["last_name"] = last },
            ["address"] = AddressGenerator.Next(random),
            ["email"] = _ids.Draw($"{first}.{last}".ToLowerInvariant(), 4) + "@example.com",
            ["dob"] = person["dob"],
            ["payment_methods"] = PaymentMethods(),
            ["saved_passengers"] = new JsonList(Companions(person)),
            ["membership"] = random.Pick(AirlineVocabulary.Memberships),
            ["reservations"] = new JsonList(),
        });
    }

    // No two people of one user have a name in common: a passenger is spoken of by name.
    private IEnumerable<JsonMap> Companions(JsonMap person)
    {
        var known = new HashSet<string> { Name(person) };
        while (known.Count < int.Max(2, options.MaxPassengers))
        {
            var companion = Person();
            if (known.Add(Name(companion)))
            {
                yield return companion;
            }
        }
    }

    private static string Name(JsonMap person) => $"{person.Text("first_name")} {person.Text("last_name")}";

    private JsonMap Person() => new()
    {
        ["first_name"] = PeopleVocabulary.FirstNames[random.Next(options.FirstNames)],
        ["last_name"] = PeopleVocabulary.LastNames[random.Next(options.LastNames)],
        ["dob"] = string.Create(CultureInfo.InvariantCulture, $"{random.Next(1950, 2000)}-{random.Next(1, 13):D2}-{random.Next(1, 29):D2}"),
    };

    private JsonMap PaymentMethods()
    {
        List<string> others = ["credit_card", "gift_card", "certificate"];
        var first = random.Chance(0.5) ? "credit_card" : "gift_card";
        others.Remove(first);
        random.Shuffle(others);
        var methods = new JsonMap();
        foreach (var source in others.Take(random.Next(options.MaxOtherPaymentMethods + 1)).Prepend(first))
        {
            var id = _ids.Draw(source + "_", 7);
            methods[id] = PaymentMethod(source, id);
        }

        return methods;
    }

    private JsonMap PaymentMethod(string source, string id)
    {
        var method = new JsonMap { ["source"] = source, ["id"] = id };
        if (source == "credit_card")
        {
            method["brand"] = random.Pick(PeopleVocabulary.CardBrands);
            method["last_four"] = UniqueDigits.Digits(random, 4);
        }
        else
        {
            method["amount"] = source == "gift_card" ? random.Next(MaxGiftCard + 1) : (double)random.Pick(AirlineVocabulary.CertificateAmounts);
        }

        return method;
    }
}
