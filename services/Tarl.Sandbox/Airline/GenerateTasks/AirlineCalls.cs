using System.Text.Json;
using System.Text.Json.Nodes;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.Airline.GenerateTasks.Network;

namespace Tarl.Sandbox.Airline.GenerateTasks;

/// <summary>Calls of τ-bench's airline tools, arguments in the order of their parameters.</summary>
internal static class AirlineCalls
{
    public static ToolCall UserDetails(string userId) => Call("get_user_details", new() { ["user_id"] = userId });

    public static ToolCall ReservationDetails(string reservationId) =>
        Call("get_reservation_details", new() { ["reservation_id"] = reservationId });

    public static ToolCall FlightStatus(Segment segment) =>
        Call("get_flight_status", new() { ["flight_number"] = segment.FlightNumber, ["date"] = segment.Date });

    public static ToolCall SearchDirect(string origin, string destination, string date) =>
        Call("search_direct_flight", new() { ["origin"] = origin, ["destination"] = destination, ["date"] = date });

    public static ToolCall Cancel(Reservation reservation) => Call("cancel_reservation", new() { ["reservation_id"] = reservation.Id });

    public static ToolCall UpdateFlights(Reservation reservation, string cabin, IEnumerable<Segment> segments, string paymentId) =>
        Call("update_reservation_flights", new()
        {
            ["reservation_id"] = reservation.Id,
            ["cabin"] = cabin,
            ["flights"] = Flights(segments),
            ["payment_id"] = paymentId,
        });

    public static ToolCall UpdateBaggages(Reservation reservation, int bags, int paidBags, string paymentId) =>
        Call("update_reservation_baggages", new()
        {
            ["reservation_id"] = reservation.Id,
            ["total_baggages"] = bags,
            ["nonfree_baggages"] = paidBags,
            ["payment_id"] = paymentId,
        });

    public static ToolCall UpdatePassengers(Reservation reservation, IEnumerable<Passenger> passengers) =>
        Call("update_reservation_passengers", new() { ["reservation_id"] = reservation.Id, ["passengers"] = Passengers(passengers) });

    public static ToolCall SendCertificate(string userId, int dollars) =>
        Call("send_certificate", new() { ["user_id"] = userId, ["amount"] = dollars });

    /// <summary>A one-way booking paid with one method.</summary>
    public static ToolCall Book(string userId, Segment segment, string cabin, Passenger passenger, string paymentId, long dollars, int bags, bool insured) =>
        Call("book_reservation", new()
        {
            ["user_id"] = userId,
            ["origin"] = segment.Origin,
            ["destination"] = segment.Destination,
            ["flight_type"] = "one_way",
            ["cabin"] = cabin,
            ["flights"] = Flights([segment]),
            ["passengers"] = Passengers([passenger]),
            ["payment_methods"] = new JsonArray(new JsonObject { ["payment_id"] = paymentId, ["amount"] = dollars }),
            ["total_baggages"] = bags,
            ["nonfree_baggages"] = 0,
            ["insurance"] = insured ? "yes" : "no",
        });

    private static JsonArray Flights(IEnumerable<Segment> segments) =>
        [.. segments.Select(segment => new JsonObject { ["flight_number"] = segment.FlightNumber, ["date"] = segment.Date })];

    private static JsonArray Passengers(IEnumerable<Passenger> passengers) =>
    [
        .. passengers.Select(passenger => new JsonObject
        {
            ["first_name"] = passenger.FirstName,
            ["last_name"] = passenger.LastName,
            ["dob"] = passenger.Born,
        }),
    ];

    private static ToolCall Call(string name, JsonObject arguments) =>
        new() { Name = name, Arguments = JsonSerializer.SerializeToElement(arguments) };
}
