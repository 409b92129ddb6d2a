using System.Globalization;
using Tarl.Sandbox.Airline.Tools;
using Tarl.Sandbox.Documents;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Airline.GenerateData;

/// <summary>Makes flights between any two airports, each with its status on every day.</summary>
internal sealed class FlightGenerator(AirlineDataOptions options, SeededRandom random)
{
    private const int MaxSeats = 20;

    public JsonMap Generate()
    {
        var airports = ListAllAirports.Codes.ToList();
        random.Shuffle(airports);
        var chosen = airports.Take(options.Airports).ToList();
        var flights = new JsonMap();
        foreach (var (origin, destination) in chosen.SelectMany(_ => chosen, (from, to) => (from, to)).Where(route => route.from != route.to))
        {
            for (var n = random.Chance(options.SecondFlightShare) ? 2 : 1; n > 0; n--)
            {
                var number = string.Create(CultureInfo.InvariantCulture, $"HAT{flights.Count + 1:D3}");
                flights[number] = Flight(number, origin, destination);
            }
        }

        return flights;
    }

    private JsonMap Flight(string number, string origin, string destination)
    {
        var departure = TimeSpan.FromHours(random.Next(6, 22));
        var arrival = departure + TimeSpan.FromHours(random.Next(1, 7));
        var dates = new JsonMap();
        for (var day = AirlineClock.FirstDay; day <= AirlineClock.LastDay; day = day.AddDays(1))
        {
            dates[Text(day)] = Day(At(day, departure), At(day, arrival));
        }

        return new JsonMap
        {
            ["origin"] = origin,
            ["destination"] = destination,
            ["flight_number"] = number,
            ["scheduled_departure_time_est"] = TimeOfDay(departure),
            ["scheduled_arrival_time_est"] = TimeOfDay(arrival),
            ["dates"] = dates,
        };
    }

    private JsonMap Day(DateTime departure, DateTime arrival)
    {
        if (random.Chance(options.CancelledShare))
        {
            return new JsonMap { ["status"] = "cancelled" };
        }

        if (arrival < AirlineClock.Now)
        {
            return Times("landed", ("actual_departure_time_est", departure), ("actual_arrival_time_est", arrival));
        }

        if (departure < AirlineClock.Now)
        {
            return Times("flying", ("actual_departure_time_est", departure), ("estimated_arrival_time_est", arrival));
        }

        var isToday = DateOnly.FromDateTime(departure) == AirlineClock.Today;
        return isToday || random.Chance(options.NotBookableShare) ? NotBookable(departure, arrival) : Available();
    }

    private JsonMap NotBookable(DateTime departure, DateTime arrival)
    {
        var delay = TimeSpan.FromHours(random.Chance(0.5) ? random.Next(1, 5) : 0);
        return Times(
            delay > TimeSpan.Zero ? "delayed" : "on time", ("estimated_departure_time_est", departure + delay), ("estimated_arrival_time_est", arrival + delay));
    }

    private JsonMap Available()
    {
        var (seats, prices) = (new JsonMap(), new JsonMap());
        foreach (var (cabin, lowest, highest) in AirlineVocabulary.Cabins)
        {
            seats[cabin] = (long)random.Next(MaxSeats + 1);
            prices[cabin] = (long)random.Next(lowest, highest);
        }

        return new JsonMap { ["status"] = "available", ["available_seats"] = seats, ["prices"] = prices };
    }

    private static JsonMap Times(string status, params (string Key, DateTime Time)[] times)
    {
        var day = new JsonMap { ["status"] = status };
        foreach (var (key, time) in times)
        {
            day[key] = time.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        }

        return day;
    }

    private static DateTime At(DateOnly day, TimeSpan time) => day.ToDateTime(TimeOnly.MinValue) + time;

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // 25:00 is 01:00 of the next day, as the benchmark writes it.
    private static string TimeOfDay(TimeSpan time) => time.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture) + (time.Days > 0 ? "+1" : "");
}
