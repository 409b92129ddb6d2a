using System.ComponentModel.DataAnnotations;
using Tarl.Sandbox.Documents;
using Tarl.Sandbox.GenerateData;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Airline.GenerateData;

/// <summary>Makes an airline like τ²-bench's: the same keys and shapes, consistent amounts, other people, flights and reservations.</summary>
public static class AirlineDataGenerator
{
    /// <summary>The same options and seed give the same data, to the last digit.</summary>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public static AirlineData Generate(AirlineDataOptions options, ulong seed)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        CheckNames(options);
        var flights = new FlightGenerator(options, Part(seed, "flights")).Generate();
        var travellers = new TravellerGenerator(options, Part(seed, "users"));
        var random = Part(seed, "reservations");
        var generator = new ReservationGenerator(options, flights, random);
        var (users, reservations) = (new JsonMap(), new JsonMap());
        for (var i = 0; i < options.Users; i++)
        {
            var (id, user) = travellers.Next();
            users[id] = user;
            for (var n = FewRatherThanMany.Draw(random, options.MaxReservations); n > 0; n--)
            {
                var reservation = generator.Next(user);
                reservations[reservation.Text("reservation_id")] = reservation;
                user.List("reservations").Add(reservation["reservation_id"]);
            }
        }

        return new AirlineData
        {
            Flights = DocumentTables.ToObject(flights),
            Users = DocumentTables.ToObject(users),
            Reservations = DocumentTables.ToObject(reservations),
        };
    }

    // A user and the companions have different names; half of a name's ids are left free, so that drawing stays quick.
    private static void CheckNames(AirlineDataOptions options)
    {
        var names = options.FirstNames * options.LastNames;
        if (options.Users > names * 4500 || names < int.Max(2, options.MaxPassengers))
        {
            throw new ValidationException($"{options.Users} users need more than {options.FirstNames} first and {options.LastNames} last names.");
        }
    }

    private static SeededRandom Part(ulong seed, string name) => new(SeededRandom.Derive(seed, "airline-data/" + name));
}
