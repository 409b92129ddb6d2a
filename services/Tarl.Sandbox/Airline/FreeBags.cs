namespace Tarl.Sandbox.Airline;

/// <summary>The checked bags that a passenger takes along for nothing.</summary>
internal static class FreeBags
{
    /// <summary>τ²-bench's guidelines: from 0 for a regular member in basic economy to 4 for a gold member in business.</summary>
    /// <param name="membership">The booking user's: <c>regular</c>, <c>silver</c> or <c>gold</c>.</param>
    /// <param name="cabin"><c>basic_economy</c>, <c>economy</c> or <c>business</c>.</param>
    public static int Each(string membership, string cabin) =>
        (membership switch { "gold" => 2, "silver" => 1, _ => 0 }) + (cabin switch { "business" => 2, "economy" => 1, _ => 0 });
}
