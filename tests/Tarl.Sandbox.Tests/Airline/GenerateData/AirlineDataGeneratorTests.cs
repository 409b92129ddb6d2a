using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Nodes;
using Tarl.Sandbox.Airline;
using Tarl.Sandbox.Airline.GenerateData;

namespace Tarl.Sandbox.Tests.Airline.GenerateData;

public class AirlineDataGeneratorTests
{
    private static readonly AirlineData s_data = AirlineDataGenerator.Generate(new AirlineDataOptions { Users = 400, Airports = 6 }, seed: 3);

    [Fact]
    public void Generate_SameSeed_SameText()
    {
        var again = AirlineDataGenerator.Generate(new AirlineDataOptions { Users = 400, Airports = 6 }, seed: 3);
        var other = AirlineDataGenerator.Generate(new AirlineDataOptions { Users = 400, Airports = 6 }, seed: 4);
        Assert.Equal(s_data.Flights.ToJsonString(), again.Flights.ToJsonString());
        Assert.Equal(s_data.Users.ToJsonString(), again.Users.ToJsonString());
        Assert.Equal(s_data.Reservations.ToJsonString(), again.Reservations.ToJsonString());
        Assert.NotEqual(s_data.Reservations.ToJsonString(), other.Reservations.ToJsonString());
    }

    [Fact]
    public void Generate_EveryReservation_IsPaidInFullByItsUser()
    {
        foreach (var (id, reservation) in s_data.Reservations)
        {
            var user = s_data.Users[Text(reservation!, "user_id")]!;
            var passengers = reservation!["passengers"]!.AsArray().Count;
            var fare = reservation["flights"]!.AsArray().Sum(flight => Number(flight!["price"]!)) + (Text(reservation, "insurance") == "yes" ? 30 : 0);
            var payment = Assert.Single(reservation["payment_history"]!.AsArray())!;
            Assert.Equal(fare * passengers, Number(payment["amount"]!));
            Assert.True(user["payment_methods"]!.AsObject().ContainsKey(Text(payment, "payment_id")));
            Assert.Contains(id, user["reservations"]!.AsArray().Select(own => own!.GetValue<string>()));
            Assert.Equal(id, Text(reservation, "reservation_id"));
        }
    }

    [Fact]
    public void Generate_EverySegment_IsAFlightOfItsDayAtThatDaysPrice()
    {
        foreach (var (reservation, segment) in s_data.Reservations.SelectMany(entry => entry.Value!["flights"]!.AsArray().Select(segment => (entry.Value!, segment!))))
        {
            var flight = s_data.Flights[Text(segment, "flight_number")]!;
            Assert.Equal((Text(flight, "origin"), Text(flight, "destination")), (Text(segment, "origin"), Text(segment, "destination")));
            var day = flight["dates"]![Text(segment, "date")]!;
            if (Text(day, "status") == "available") Assert.Equal(Number(day["prices"]![Text(reservation, "cabin")]!), Number(segment["price"]!));
        }
    }

    [Fact]
    public void Generate_RoundTrips_ComeBackLater()
    {
        var trips = s_data.Reservations.Select(entry => entry.Value!).Where(reservation => Text(reservation, "flight_type") == "round_trip").ToList();
        Assert.NotEmpty(trips);
        foreach (var flights in trips.Select(trip => trip["flights"]!.AsArray()))
        {
            Assert.Equal(2, flights.Count);
            Assert.Equal((Text(flights[0]!, "origin"), Text(flights[0]!, "destination")), (Text(flights[1]!, "destination"), Text(flights[1]!, "origin")));
            Assert.True(string.CompareOrdinal(Text(flights[0]!, "date"), Text(flights[1]!, "date")) < 0);
        }
    }

    [Fact]
    public void Generate_EveryFlight_HasThirtyDaysOfWhatTheirStatusBrings()
    {
        // Each pair of six airports in both directions.
        Assert.Equal(30, s_data.Flights.Select(flight => (Text(flight.Value!, "origin"), Text(flight.Value!, "destination"))).Distinct().Count());
        foreach (var (date, day) in s_data.Flights.SelectMany(flight => flight.Value!["dates"]!.AsObject()))
        {
            var status = Text(day!, "status");
            string[] keys = status switch
            {
                "available" => ["status", "available_seats", "prices"],
                "landed" => ["status", "actual_departure_time_est", "actual_arrival_time_est"],
                "flying" => ["status", "actual_departure_time_est", "estimated_arrival_time_est"],
                "delayed" or "on time" => ["status", "estimated_departure_time_est", "estimated_arrival_time_est"],
                _ => ["status"],
            };
            Assert.Equal(keys, day!.AsObject().Select(entry => entry.Key));

            // It is 15:00 on the fifteenth.
            if (string.CompareOrdinal(date, "2024-05-15") < 0) Assert.Contains(status, (string[])["landed", "flying", "cancelled"]);
            if (string.CompareOrdinal(date, "2024-05-15") > 0) Assert.Contains(status, (string[])["available", "cancelled", "delayed", "on time"]);
        }

        Assert.All(s_data.Flights, flight => Assert.Equal(30, flight.Value!["dates"]!.AsObject().Count));
    }

    [Fact]
    public void Generate_Bags_AreWithinTheFreeAllowance()
    {
        // The guidelines' table, by membership and cabin.
        var free = new Dictionary<(string, string), int>
        {
            [("regular", "basic_economy")] = 0, [("regular", "economy")] = 1, [("regular", "business")] = 2,
            [("silver", "basic_economy")] = 1, [("silver", "economy")] = 2, [("silver", "business")] = 3,
            [("gold", "basic_economy")] = 2, [("gold", "economy")] = 3, [("gold", "business")] = 4,
        };
        foreach (var reservation in s_data.Reservations.Select(entry => entry.Value!))
        {
            var each = free[(Text(s_data.Users[Text(reservation, "user_id")]!, "membership"), Text(reservation, "cabin"))];
            Assert.InRange(Number(reservation["total_baggages"]!), 0, each * reservation["passengers"]!.AsArray().Count);
        }
    }

    [TauBenchFact]
    public void Generate_Documents_HaveTheBenchmarksKeys()
    {
        var path = Path.Combine(TauBenchFolder.Path!, "data", "v2", "airline", "db.json");
        var published = JsonNode.Parse(File.ReadAllText(path))!;
        foreach (var (table, data) in (ReadOnlySpan<(string, JsonObject)>)[("flights", s_data.Flights), ("users", s_data.Users), ("reservations", s_data.Reservations)])
        {
            Assert.Equal(Keys(published[table]!.AsObject().First().Value!), Keys(data.First().Value!));
        }
    }

    [Fact]
    public void Generate_MoreUsersThanNames_IsRefused() =>
        Assert.Throws<ValidationException>(() => AirlineDataGenerator.Generate(new AirlineDataOptions { Users = 10_000, FirstNames = 1, LastNames = 2 }, seed: 1));

    [Fact]
    public void Generate_OptionOutOfRange_IsRefused() =>
        Assert.Throws<ValidationException>(() => AirlineDataGenerator.Generate(new AirlineDataOptions { Airports = 21 }, seed: 1));

    private static IEnumerable<string> Keys(JsonNode document) => document.AsObject().Select(entry => entry.Key);

    private static string Text(JsonNode node, string key) => node[key]!.GetValue<string>();

    private static double Number(JsonNode node) => double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture);
}
