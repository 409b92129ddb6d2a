using Tarl.Sandbox.Documents;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.GenerateData;

/// <summary>Makes postal addresses in the shape that both of τ-bench's domains have.</summary>
internal static class AddressGenerator
{
    public static JsonMap Next(SeededRandom random)
    {
        var (city, state, zipPrefix) = random.Pick(PeopleVocabulary.Cities);
        return new JsonMap
        {
            ["address1"] = $"{random.Next(100, 1000)} {random.Pick(PeopleVocabulary.Streets)}",
            ["address2"] = $"Suite {random.Next(100, 1000)}",
            ["city"] = city,
            ["country"] = "USA",
            ["state"] = state,
            ["zip"] = $"{zipPrefix}{random.Next(100):00}",
        };
    }
}
