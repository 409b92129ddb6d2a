namespace Tarl.Sandbox.Airline.GenerateTasks.Network;

/// <summary>One flight of a reservation.</summary>
/// <param name="Price">What one seat cost, in dollars.</param>
internal sealed record Segment(string FlightNumber, string Origin, string Destination, string Date, long Price)
{
    /// <summary>The flight in the words of a user who has it on paper.</summary>
    public override string ToString() => $"{FlightNumber} on {Date}";
}
