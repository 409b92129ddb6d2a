using Tarl.Contracts.Curriculum;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.UserSimulator.SimulateTurn.Scripted.Domains;

/// <summary>An airline's passenger, who speaks of reservations and flights and knows the own user id.</summary>
internal sealed class AirlineSpeech : IDomainSpeech
{
    private static readonly string[] Statuses = ["available", "on time", "delayed", "flying", "landed", "cancelled"];
    private static readonly string[] Cabins = ["economy", "business"];
    private static readonly char[] AroundNumbers = ['$', '.', ',', '!'];

    public IReadOnlyList<(string Fact, string[] Words)> Topics { get; } =
    [
        (FactNames.Identity, ["user id", "who you are", "identity"]),
        (FactNames.ReservationId, ["reservation id", "reservation number", "which reservation", "confirmation number"]),
        (FactNames.Reason, ["reason", "why"]),
        (FactNames.Payment, ["payment", "refund", "gift card", "credit card", "certificate"]),
        (FactNames.Flight, ["which flight", "flight number"]),
        (FactNames.Flights, ["which flight", "flight number", "which date", "what date", "origin", "destination", "from where", "where to"]),
        (FactNames.Cabin, ["cabin", "class"]),
        (FactNames.Passengers, ["passenger", "date of birth", "who is to fly", "who flies"]),
        (FactNames.Baggage, ["bag"]),
        (FactNames.Insurance, ["insurance"]),
    ];

    public string SubjectWord => "reservation";

    public string? CorrectedSubjectFact => FactNames.CorrectedReservationId;

    public string Request(UserGoal goal, Func<string, bool> tells, SeededRandom random)
    {
        var reservation = tells(FactNames.ReservationId) ? "reservation " + goal.Facts[FactNames.ReservationId] : "a reservation";
        return this.WithDetails(
            Asked(goal, reservation, random), goal, tells, FactNames.Reason, FactNames.Passengers, FactNames.Baggage, FactNames.Insurance, FactNames.Payment);
    }

    public string Tell(UserGoal goal, string fact) => fact switch
    {
        FactNames.ReservationId => $"Reservation {goal.Facts[fact]}.",
        FactNames.Reason => $"Reason: {goal.Facts[fact]}.",
        FactNames.Payment => $"Payment: {goal.Facts[fact]}.",
        FactNames.Flight or FactNames.Flights => $"Flight {goal.Facts[fact]}.",
        FactNames.Cabin => $"Cabin: {goal.Facts[fact]}.",
        FactNames.Passengers => $"Passenger: {goal.Facts[fact]}.",
        FactNames.Baggage => $"Baggage: {goal.Facts[fact]}.",
        FactNames.Insurance => $"Insurance: {goal.Facts[fact]}.",
        _ => $"{goal.Facts[fact]}.",
    };

    public string CorrectedSubject(UserGoal goal) => $"reservation {goal.Facts[FactNames.CorrectedReservationId]}";

    public string Identity(IReadOnlyDictionary<string, string> identity, SeededRandom random) =>
        identity.TryGetValue("user_id", out var id) ? random.Pick([$"My user id is {id}.", $"User id {id}."]) : "";

    public string? SecondIdentity(IReadOnlyDictionary<string, string> identity, SeededRandom random) =>
        identity.TryGetValue("corrected_user_id", out var id) ? random.Pick(["Sorry,", "Oh,"]) + $" my user id is {id}." : null;

    public bool Answers(string intent, string reply) => intent switch
    {
        Intents.FlightStatus => reply.HasAny(Statuses),
        Intents.ReservationCabin => reply.HasAny(Cabins),
        Intents.ReservationCost => reply.Split(' ').Any(IsNumber),
        _ => false,
    };

    private static string Asked(UserGoal goal, string reservation, SeededRandom random)
    {
        string Fact(string fact) => goal.Facts[fact];
        return goal.Intent switch
        {
            Intents.BookReservation => random.Pick(["I want to book a flight:", "Please book a flight:"]) + $" {Fact(FactNames.Flights)}, {Fact(FactNames.Cabin)}, one way.",
            Intents.CancelReservation => random.Pick([$"I want to cancel {reservation}.", $"Please cancel {reservation}."]),
            Intents.ChangeFlights => random.Pick([$"I want to change the flight of {reservation}:", $"Please change the flight of {reservation}:"]) + $" {Fact(FactNames.Flights)}.",
            Intents.ChangeCabin => random.Pick([$"I want to change {reservation} to", $"Please change {reservation} to"]) + $" {Fact(FactNames.Cabin)}.",
            Intents.ChangeBaggage => random.Pick([$"I want to change the bags of {reservation}.", $"Please change the bags of {reservation}."]),
            Intents.ChangePassengers => random.Pick([$"I want to change the passengers of {reservation}.", $"Please change the passengers of {reservation}."]),
            Intents.AddInsurance => random.Pick([$"I want to add insurance to {reservation}.", $"Please add insurance to {reservation}."]),
            Intents.Compensation => $"Flight {Fact(FactNames.Flight)} of {reservation} was cancelled." + random.Pick([" I want a compensation.", " Please compensate me."]),
            Intents.FlightStatus => random.Pick([$"What is the status of flight {Fact(FactNames.Flight)}?", $"How is flight {Fact(FactNames.Flight)} doing?"]),
            Intents.ReservationCabin => random.Pick([$"Which cabin is {reservation} in?", $"What is the cabin of {reservation}?"]),
            Intents.ReservationCost => random.Pick([$"What did {reservation} cost?", $"What is the cost of {reservation}?"]),
            _ => throw Wording.NoWords(goal),
        };
    }

    private static bool IsNumber(string word) => word.Trim(AroundNumbers) is { Length: > 0 } bare && bare.All(c => char.IsAsciiDigit(c) || c is '.' or ',');
}
