using Tarl.Sandbox.Documents;
using Tarl.Sandbox.GenerateData;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Retail.GenerateData;

/// <summary>Makes the catalogue: products with variants of different options, at least two of them available.</summary>
internal sealed class ProductGenerator(RetailDataOptions options, SeededRandom random)
{
    private readonly UniqueDigits _ids = new(random);

    public JsonMap Generate()
    {
        var kinds = CatalogueEntry.ReadAll().ToList();
        random.Shuffle(kinds);
        var products = new JsonMap();
        foreach (var kind in kinds.Take(options.Products))
        {
            var id = _ids.Draw("", 10);
            products[id] = new JsonMap { ["name"] = kind.Name, ["product_id"] = id, ["variants"] = Variants(kind) };
        }

        return products;
    }

    private JsonMap Variants(CatalogueEntry kind)
    {
        var choices = Combinations(kind);
        random.Shuffle(choices);
        var count = int.Min(random.Next(options.MinVariants, options.MaxVariants + 1), choices.Count);
        var variants = new JsonMap();
        for (var i = 0; i < count; i++)
        {
            var id = _ids.Draw("", 10);
            variants[id] = new JsonMap
            {
                // What a variant is looked for by stands before what is looked for, as a small policy reads: it copies onwards.
                ["options"] = choices[i],
                ["item_id"] = id,
                ["available"] = i < 2 || random.Chance(options.AvailableShare),
                ["price"] = PythonFloat.Round2(kind.LowestPrice + ((kind.HighestPrice - kind.LowestPrice) * random.NextDouble())),
            };
        }

        return variants;
    }

    private static List<JsonMap> Combinations(CatalogueEntry kind)
    {
        var combinations = new List<JsonMap> { new() };
        foreach (var (name, values) in kind.Options)
        {
            combinations = [.. combinations.SelectMany(_ => values, (map, value) => map.MergedWith(new JsonMap { [name] = value }))];
        }

        return combinations;
    }
}
