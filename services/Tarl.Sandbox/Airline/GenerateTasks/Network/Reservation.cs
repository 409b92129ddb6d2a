namespace Tarl.Sandbox.Airline.GenerateTasks.Network;

/// <param name="Cost">What was paid when it was booked, in dollars.</param>
internal sealed record Reservation(
    string Id,
    string Cabin,
    IReadOnlyList<Segment> Segments,
    IReadOnlyList<Passenger> Passengers,
    long Cost,
    DateTime CreatedAt,
    int Bags,
    int PaidBags,
    bool IsInsured)
{
    public bool IsBusiness => Cabin == "business";

    public bool IsBasicEconomy => Cabin == "basic_economy";
}
