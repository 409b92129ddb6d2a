using System.Text.Json;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.Airline.GenerateTasks;
using Tarl.Sandbox.Airline.GenerateTasks.Goals;
using Tarl.Sandbox.Airline.GenerateTasks.Network;
using Tarl.Sandbox.Airline.GenerateTasks.Network.Documents;
using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Import.Tasks;

namespace Tarl.Sandbox.Import.Scripts;

/// <summary>What a traveller wants who makes an agent write to the airline's database.</summary>
internal sealed class AirlineGoalReader(RouteNetwork network) : IGoalReader
{
    private readonly Dictionary<string, Traveller> _travellers = network.Travellers.ToDictionary(traveller => traveller.UserId);
    private readonly Dictionary<string, (Reservation Reservation, Traveller Traveller)> _reservations = network.Travellers
        .SelectMany(traveller => traveller.Reservations.Select(own => (own, traveller))).DistinctBy(pair => pair.own.Id).ToDictionary(pair => pair.own.Id);

    public bool HasUser(string userId) => _travellers.ContainsKey(userId);

    public string? IntentOf(ToolCall call) => call.Name switch
    {
        "book_reservation" => Intents.BookReservation,
        "cancel_reservation" => Intents.CancelReservation,
        "update_reservation_flights" => HasOwnFlights(call) ? Intents.ChangeCabin : Intents.ChangeFlights,
        "update_reservation_baggages" => Intents.ChangeBaggage,
        "update_reservation_passengers" => Intents.ChangePassengers,
        "send_certificate" => Intents.Compensation,
        _ => null,
    };

    public string? OwnerOf(ToolCall write) =>
        Arguments(write) is not { } arguments ? null : arguments.UserId ?? (Find(arguments) is { } found ? found.Traveller.UserId : null);

    public (IReadOnlyDictionary<string, string> Identity, IReadOnlyList<ToolCall> Calls) Identify(string userId, BenchmarkTask task) =>
        (new Dictionary<string, string> { ["user_id"] = userId }, [AirlineCalls.UserDetails(userId)]);

    public ScriptedGoal? TryRead(string userId, ToolCall write, out NoScript? why)
    {
        why = null;
        var facts = Arguments(write) is { } arguments ? Facts(IntentOf(write)!, arguments, Find(arguments)?.Reservation) : null;
        if (facts is not null)
        {
            IReadOnlyList<ToolCall> reads = facts.TryGetValue(FactNames.ReservationId, out var id) ? [AirlineCalls.ReservationDetails(id)] : [];
            return new(
                new UserGoal { Intent = IntentOf(write)!, Facts = facts },
                new GoalPlan { Reads = reads, Write = write, Resolution = GoalResolution.Write });
        }

        why = IntentOf(write) switch
        {
            Intents.Compensation => new("the user is compensated, and no call says what for", JsonSerializer.Serialize(write.Arguments)),
            Intents.CancelReservation => new("a reservation is cancelled for a reason that no call states and that the guidelines do not allow", JsonSerializer.Serialize(write.Arguments)),
            _ => new("a write's details cannot be told in a script's words", $"{write.Name} {JsonSerializer.Serialize(write.Arguments)}"),
        };
        return null;
    }

    private Dictionary<string, string>? Facts(string intent, CallArguments call, Reservation? reservation) => (intent, reservation) switch
    {
        (Intents.BookReservation, _) => Booking(call),
        (Intents.CancelReservation, { } own) => Cancellation(own),
        (Intents.ChangeFlights, { } own) => Change(own, (FactNames.Flights, Flights(call, own)), (FactNames.Payment, call.PaymentId)),
        (Intents.ChangeCabin, { } own) => Change(own, (FactNames.Cabin, Choice.Words(call.Cabin!)), (FactNames.Payment, call.PaymentId)),
        (Intents.ChangeBaggage, { } own) => Change(own, (FactNames.Baggage, BaggageGoalBuilder.Words(call.TotalBaggages)), (FactNames.Payment, call.PaymentId)),
        (Intents.ChangePassengers, { } own) when NewPassengers(call, own) is { Length: > 0 } passengers => Change(own, (FactNames.Passengers, passengers)),
        _ => null,
    };

    private static Dictionary<string, string> Change(Reservation reservation, params IEnumerable<(string Fact, string? Words)> details) => details
        .Where(detail => detail.Words is not null).Select(detail => KeyValuePair.Create(detail.Fact, detail.Words!))
        .Prepend(KeyValuePair.Create(FactNames.ReservationId, reservation.Id)).ToDictionary();

    // The call has no reason: any that the guidelines accept leads to it.
    private Dictionary<string, string>? Cancellation(Reservation reservation) =>
        AirlineGuidelines.ReasonsToCancel(reservation, network) is [var reason, ..] ? Change(reservation, (FactNames.Reason, reason)) : null;

    // Scripted users fly one way, and check in bags of which those to be paid for follow from the guidelines.
    private static Dictionary<string, string>? Booking(CallArguments call) =>
        call is { FlightType: "one_way", Flights: { Count: > 0 } flights, Passengers: { Count: > 0 } passengers, PaymentMethods: { Count: > 0 } payments, Cabin: { } cabin }
            ? new()
            {
                [FactNames.Flights] = $"{call.Origin} to {call.Destination} by {Words(flights)}",
                [FactNames.Cabin] = Choice.Words(cabin),
                [FactNames.Passengers] = string.Join(" and ", passengers.Select(Passenger)),
                [FactNames.Baggage] = call.TotalBaggages == 0 ? "no bags" : BaggageGoalBuilder.Words(call.TotalBaggages),
                [FactNames.Insurance] = call.Insurance == "yes" ? "with insurance" : "without insurance",
                [FactNames.Payment] = payments is [var only] ? only.PaymentId : string.Join(" and ", payments.Select(payment => $"{payment.PaymentId} for {payment.Amount}")),
            }
            : null;

    private static string Flights(CallArguments call, Reservation reservation) =>
        Words(call.Flights!) + (call.Cabin == reservation.Cabin ? "" : $" in {Choice.Words(call.Cabin!)}");

    private static string NewPassengers(CallArguments call, Reservation reservation) => string.Join(" and ", reservation.Passengers
        .Zip(call.Passengers ?? [], (old, wanted) => (Old: old, New: Passenger(wanted)))
        .Where(pair => pair.New != pair.Old).Select(pair => $"{pair.New}, instead of {pair.Old.Name}"));

    private static Passenger Passenger(PassengerDocument passenger) => new(passenger.FirstName, passenger.LastName, passenger.Dob);

    private static string Words(IEnumerable<CallArguments.Flight> flights) => string.Join(" and ", flights.Select(flight => $"{flight.FlightNumber} on {flight.Date}"));

    private bool HasOwnFlights(ToolCall call) => Arguments(call) is { Flights: { } flights } arguments && Find(arguments) is { Reservation: var own }
        && own.Segments.Select(segment => segment.ToString()).SequenceEqual(flights.Select(flight => $"{flight.FlightNumber} on {flight.Date}"));

    private (Reservation Reservation, Traveller Traveller)? Find(CallArguments call) =>
        call.ReservationId is { } id && _reservations.TryGetValue(id, out var found) ? found : null;

    private static CallArguments? Arguments(ToolCall call)
    {
        try
        {
            return call.Arguments.Deserialize<CallArguments>(BenchmarkJson.Options);
        }
        catch (JsonException)
        {
            // τ-bench checks no types: odd arguments can succeed.
            return null;
        }
    }

    /// <summary>The arguments of all tools that write, as far as they are there.</summary>
    private sealed record CallArguments
    {
        public string? UserId { get; init; }
        public string? ReservationId { get; init; }
        public string? Origin { get; init; }
        public string? Destination { get; init; }
        public string? FlightType { get; init; }
        public string? Cabin { get; init; }
        public IReadOnlyList<Flight>? Flights { get; init; }
        public IReadOnlyList<PassengerDocument>? Passengers { get; init; }
        public IReadOnlyList<Payment>? PaymentMethods { get; init; }
        public string? PaymentId { get; init; }
        public int TotalBaggages { get; init; }
        public string? Insurance { get; init; }

        internal sealed record Flight
        {
            public required string FlightNumber { get; init; }
            public required string Date { get; init; }
        }

        internal sealed record Payment
        {
            public required string PaymentId { get; init; }
            public required JsonElement Amount { get; init; }
        }
    }
}
