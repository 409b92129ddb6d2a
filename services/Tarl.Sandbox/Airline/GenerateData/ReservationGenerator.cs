using System.Globalization;
using Tarl.Sandbox.Airline.Tools;
using Tarl.Sandbox.Documents;
using Tarl.Sandbox.GenerateData;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Airline.GenerateData;

/// <summary>Makes reservations of direct flights on coming days, paid in full with one of the user's methods.</summary>
internal sealed class ReservationGenerator(AirlineDataOptions options, JsonMap flights, SeededRandom random)
{
    private const int InsuranceFee = 30; // dollars a passenger
    private const int LongestStay = 4;   // days
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private readonly UniqueDigits _ids = new(random);
    private readonly IReadOnlyList<JsonMap> _flights = [.. flights.Values.Cast<JsonMap>()];

    public JsonMap Next(JsonMap user)
    {
        var cabin = random.Pick(AirlineVocabulary.Cabins);
        var roundTrip = random.Chance(options.RoundTripShare);
        var segments = Segments(cabin, roundTrip);
        var passengers = Passengers(user);
        var insurance = random.Chance(0.5);
        var fare = segments.Maps().Sum(segment => (long)segment["price"]!) + (insurance ? InsuranceFee : 0);
        var bags = random.Next(passengers.Count * FreeBags.Each(user.Text("membership"), cabin.Cabin) + 1);
        return new JsonMap
        {
            // A letter and five digits are six of the characters that the benchmark's ids are made of.
            ["reservation_id"] = _ids.Draw(random.Pick(Letters.ToCharArray()).ToString(), 5),
            ["user_id"] = user["user_id"],
            ["origin"] = segments.Maps().First()["origin"],
            ["destination"] = segments.Maps().First()["destination"],
            ["flight_type"] = roundTrip ? "round_trip" : "one_way",
            ["cabin"] = cabin.Cabin,
            ["flights"] = segments,
            ["passengers"] = passengers,
            ["payment_history"] = new JsonList([new JsonMap { ["payment_id"] = Payer(user), ["amount"] = fare * passengers.Count }]),
            ["created_at"] = CreatedAt(),
            ["total_baggages"] = (long)bags,
            ["nonfree_baggages"] = 0L,
            ["insurance"] = insurance ? "yes" : "no",
        };
    }

    private JsonList Segments((string Cabin, int Lowest, int Highest) cabin, bool roundTrip)
    {
        var there = random.Pick(_flights);
        var day = AirlineClock.Today.AddDays(random.Next(1, AirlineClock.LastDay.DayNumber - AirlineClock.Today.DayNumber - LongestStay + 1));
        if (!roundTrip)
        {
            return new JsonList([Segment(there, day, cabin)]);
        }

        var back = random.Pick([.. _flights.Where(flight => flight.Text("origin") == there.Text("destination") && flight.Text("destination") == there.Text("origin"))]);
        return new JsonList([Segment(there, day, cabin), Segment(back, day.AddDays(random.Next(1, LongestStay + 1)), cabin)]);
    }

    private JsonMap Segment(JsonMap flight, DateOnly day, (string Cabin, int Lowest, int Highest) cabin)
    {
        var date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new JsonMap
        {
            ["origin"] = flight["origin"],
            ["destination"] = flight["destination"],
            ["flight_number"] = flight["flight_number"],
            ["date"] = date,
            ["price"] = flight.Map("dates").Map(date).TryGetMap("prices", out var prices)
                ? prices[cabin.Cabin]
                : (long)random.Next(cabin.Lowest, cabin.Highest),
        };
    }

    private JsonList Passengers(JsonMap user)
    {
        var self = user.Map("name").MergedWith(new JsonMap { ["dob"] = user["dob"] });
        var count = FewRatherThanMany.Draw(random, options.MaxPassengers);
        return new JsonList(user.List("saved_passengers").Maps().Take(count - 1).Prepend(self));
    }

    private string Payer(JsonMap user) =>
        random.Pick([.. user.Map("payment_methods").Keys.Where(id => !id.StartsWith("certificate", StringComparison.Ordinal))]);

    private string CreatedAt()
    {
        var ago = random.Chance(options.RecentShare)
            ? TimeSpan.FromMinutes(random.Next(1, 20 * 60))
            : TimeSpan.FromMinutes(random.Next(30 * 60, 14 * 24 * 60));
        return (AirlineClock.Now - ago).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
    }
}
