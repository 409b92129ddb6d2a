using System.Text.Json.Nodes;
using Tarl.Contracts.Episodes;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.RolloutWorker.Agents.Demonstrator.Domains;

/// <summary>Reservations of an airline.</summary>
internal sealed class AirlineSkills : IDomainSkills
{
    private const string AskReason = "What is the reason?";

    private static readonly string[] PaymentWords = ["gift card", "credit card", "certificate", "gift_card", "credit_card"];
    private static readonly string[] Cabins = ["basic_economy", "economy", "business"];

    public string? MissingForRead(ToolCall read, ToolCall? write, Memory memory) => read.Name switch
    {
        "get_user_details" => memory.Heard(read.Text("user_id")) ? null : "What is your user id?",
        "get_reservation_details" => memory.Heard(read.Text("reservation_id")) ? null : "What is the reservation id?",

        // Whether the airline has cancelled a flight matters for the reason that the user gives.
        "get_flight_status" when write?.Name == "cancel_reservation" => MissingForWrite(write, memory),
        _ => null,
    };

    public string? MissingForWrite(ToolCall write, Memory memory)
    {
        if (write.Name == "cancel_reservation") return memory.HeardForGoal("reason:") ? null : AskReason;
        if (write.Has("passengers") && !memory.HeardForGoal("born")) return "Who is the passenger, and what is the date of birth?";
        if (write.Has("total_baggages") && !memory.HeardForGoal("baggage:")) return "How many bags?";
        if (write.Has("insurance") && !memory.HeardForGoal("insurance:")) return "Do you want insurance?";
        return write.Has("payment_id") || write.Has("payment_methods")
            ? PaymentWords.Any(memory.HeardForGoal) ? null : "What is the payment method?"
            : null;
    }

    public string NotFound(ToolCall read) => read.Name == "get_reservation_details"
        ? $"I cannot find reservation {read.Text("reservation_id")}. What is the right reservation id?"
        : "I cannot find this user id. What is the right user id?";

    public string? Think(ToolCall call, Memory memory) => null;

    public string Announce(ToolCall write) => write.Name switch
    {
        "cancel_reservation" => $"I will cancel reservation {Reservation(write)}.",
        "update_reservation_flights" =>
            $"I will change reservation {Reservation(write)} to {write.Text("cabin")}, flights {Flights(write)}, payment {write.Text("payment_id")}.",
        "update_reservation_baggages" =>
            $"I will change reservation {Reservation(write)} to {Bags(write)}, payment {write.Text("payment_id")}.",
        "update_reservation_passengers" => $"I will change the passengers of reservation {Reservation(write)} to {Passengers(write)}.",
        "book_reservation" => Booking(write),
        "send_certificate" => $"I will send {write.Text("user_id")} a certificate of {write.Text("amount")}.",
        _ => throw new InvalidOperationException($"A demonstrator has no words for the tool '{write.Name}'."),
    };

    public string Report(ToolCall write) => write.Name switch
    {
        "cancel_reservation" => "Done, the reservation is cancelled.",
        "update_reservation_flights" => "Done, the flights are changed.",
        "update_reservation_baggages" => "Done, the bags are changed.",
        "update_reservation_passengers" => "Done, the passengers are changed.",
        "book_reservation" => "Done, the flight is booked.",
        _ => "Done, the certificate is sent.",
    };

    public ToolCall? WithWrongDetail(ToolCall write, Memory memory, SeededRandom random) => write.Name switch
    {
        "cancel_reservation" => WithOtherReservation(write, memory, random),
        "update_reservation_flights" => write.With("cabin", random.Pick([.. Cabins.Where(cabin => cabin != write.Text("cabin"))])),
        "update_reservation_baggages" or "book_reservation" => write.With("total_baggages", write.Arguments.GetProperty("total_baggages").GetInt32() + 1),
        "update_reservation_passengers" => WithOldBirthday(write, memory),
        "send_certificate" => write.With("amount", write.Arguments.GetProperty("amount").GetInt32() + 100),
        _ => null,
    };

    public string WrongAnswer(string answer) => answer;

    private static string Reservation(ToolCall write) => write.Text("reservation_id");

    private static string Booking(ToolCall write)
    {
        var payment = string.Join(", ", write.List("payment_methods").Select(method => $"{method.Text("payment_id")} {method.Text("amount")}"));
        return $"I will book for {write.Text("user_id")} from {write.Text("origin")} to {write.Text("destination")}, {write.Text("flight_type")}, "
            + $"{write.Text("cabin")}, flights {Flights(write)}, passengers {Passengers(write)}, payment {payment}, {Bags(write)}, insurance {write.Text("insurance")}.";
    }

    private static string Flights(ToolCall write) =>
        string.Join(", ", write.List("flights").Select(flight => $"{flight.Text("flight_number")} on {flight.Text("date")}"));

    private static string Passengers(ToolCall write) => string.Join(
        ", ", write.List("passengers").Select(passenger => $"{passenger.Text("first_name")} {passenger.Text("last_name")} born {passenger.Text("dob")}"));

    private static string Bags(ToolCall write) => $"{write.Text("total_baggages")} bags, {write.Text("nonfree_baggages")} of them paid";

    // The user's others stand in the profile.
    private static ToolCall? WithOtherReservation(ToolCall write, Memory memory, SeededRandom random)
    {
        if (memory.Document("get_user_details", "user_id") is not { } user) return null;
        var others = user.GetProperty("reservations").EnumerateArray().Select(id => id.GetString()!).Where(id => id != Reservation(write)).ToList();
        return others.Count == 0 ? null : write.With("reservation_id", random.Pick(others));
    }

    // A new passenger gets the date of birth of the one who does not fly.
    private static ToolCall? WithOldBirthday(ToolCall write, Memory memory)
    {
        if (memory.Document("get_reservation_details", "reservation_id", Reservation(write)) is not { } reservation) return null;
        var old = reservation.GetProperty("passengers").EnumerateArray().ToList();
        var wanted = write.List("passengers");
        var changed = Enumerable.Range(0, int.Min(old.Count, wanted.Count)).FirstOrDefault(i => old[i].Text("dob") != wanted[i].Text("dob"), -1);
        if (changed < 0) return null;
        var passengers = JsonArray.Create(write.Arguments.GetProperty("passengers"))!;
        passengers[changed]!["dob"] = old[changed].Text("dob");
        return write.With("passengers", passengers);
    }
}
