using System.Text.Json;
using Tarl.Sandbox.Airline.GenerateTasks.Network.Documents;
using Tarl.Sandbox.Documents;

namespace Tarl.Sandbox.Airline.GenerateTasks.Network;

/// <summary>Reads τ-bench's documents into the few fields that tasks are made from.</summary>
internal static class AirlineDataReader
{
    public static RouteNetwork Read(AirlineData data) => Read(
        data.Flights.Deserialize<OrderedDictionary<string, FlightDocument>>(BenchmarkJson.Options)!,
        data.Users.Deserialize<OrderedDictionary<string, UserDocument>>(BenchmarkJson.Options)!,
        data.Reservations.Deserialize<OrderedDictionary<string, ReservationDocument>>(BenchmarkJson.Options)!);

    /// <param name="flights">Flight number → flight, and so on, all in file order.</param>
    /// <exception cref="InvalidDataException">The tables do not fit together; the message is one sentence.</exception>
    public static RouteNetwork Read(
        IReadOnlyDictionary<string, FlightDocument> flights,
        IReadOnlyDictionary<string, UserDocument> users,
        IReadOnlyDictionary<string, ReservationDocument> reservations) => new()
        {
            Travellers = [.. users.Select(user => ReadTraveller(user.Key, user.Value, reservations))],
            Flights = flights.ToDictionary(flight => flight.Key, flight => ReadFlight(flight.Key, flight.Value)),
            ReservationIds = reservations.Keys.ToHashSet(),
            UserIds = users.Keys.ToHashSet(),
        };

    private static Traveller ReadTraveller(string id, UserDocument user, IReadOnlyDictionary<string, ReservationDocument> reservations) => new(
        id,
        new Passenger(user.Name.FirstName, user.Name.LastName, user.Dob),
        [.. user.SavedPassengers.Select(ReadPassenger)],
        user.Membership,
        [.. user.PaymentMethods.Select(method => new PaymentMethod(method.Key, method.Value.Source, method.Value.Amount))],
        [.. user.Reservations.Where(reservations.ContainsKey).Distinct().Select(own => ReadReservation(own, reservations[own]))]);

    private static Passenger ReadPassenger(PassengerDocument passenger) => new(passenger.FirstName, passenger.LastName, passenger.Dob);

    private static Reservation ReadReservation(string id, ReservationDocument reservation)
    {
        if (reservation.PaymentHistory is not [var payment, ..])
        {
            throw new InvalidDataException($"Reservation '{id}' has no payment.");
        }

        return new Reservation(
            id,
            reservation.Cabin,
            [.. reservation.Flights.Select(ReadSegment)],
            [.. reservation.Passengers.Select(ReadPassenger)],
            (long)payment.Amount,
            reservation.CreatedAt,
            (int)reservation.TotalBaggages,
            (int)reservation.NonfreeBaggages,
            reservation.Insurance == "yes");
    }

    private static Segment ReadSegment(ReservationDocument.SegmentDocument segment) =>
        new(segment.FlightNumber, segment.Origin, segment.Destination, segment.Date, (long)segment.Price);

    private static Flight ReadFlight(string number, FlightDocument flight) =>
        new(number, flight.Origin, flight.Destination, flight.Dates.ToDictionary(day => day.Key, day => ReadDay(day.Value)));

    private static FlightDay ReadDay(FlightDocument.DayDocument day) => new(
        day.Status,
        (day.AvailableSeats ?? new Dictionary<string, double>()).ToDictionary(cabin => cabin.Key, cabin => (int)cabin.Value),
        (day.Prices ?? new Dictionary<string, double>()).ToDictionary(cabin => cabin.Key, cabin => (long)cabin.Value));
}
