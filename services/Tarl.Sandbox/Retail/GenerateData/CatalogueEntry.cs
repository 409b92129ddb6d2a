using System.Text.Json;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Retail.GenerateData;

/// <summary>A kind of product that a shop can have: two or three options with their values, and what its variants cost.</summary>
internal sealed record CatalogueEntry
{
    public required string Name { get; init; }

    public required IReadOnlyList<(string Name, IReadOnlyList<string> Values)> Options { get; init; }

    public required double LowestPrice { get; init; }

    public required double HighestPrice { get; init; }

    /// <summary>The compiled-in kinds, which are τ-bench's.</summary>
    public static IReadOnlyList<CatalogueEntry> ReadAll()
    {
        using var document = JsonDocument.Parse(ToolResources.ReadText("Retail/GenerateData", "catalogue.json"));
        return [.. document.RootElement.EnumerateObject().Select(Read)];
    }

    private static CatalogueEntry Read(JsonProperty product) => new()
    {
        Name = product.Name,
        Options = [.. product.Value.GetProperty("options").EnumerateObject().Select(option =>
            (option.Name, (IReadOnlyList<string>)[.. option.Value.EnumerateArray().Select(value => value.GetString()!)]))],
        LowestPrice = product.Value.GetProperty("price")[0].GetDouble(),
        HighestPrice = product.Value.GetProperty("price")[1].GetDouble(),
    };
}
