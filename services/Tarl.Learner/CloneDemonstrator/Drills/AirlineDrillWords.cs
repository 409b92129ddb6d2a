using System.Globalization;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Learner.CloneDemonstrator.Drills;

/// <summary>Reservations, flights, payment methods, dates, fares.</summary>
public sealed class AirlineDrillWords : IDrillWords
{
    public IReadOnlyList<string> Keys { get; } =
        ["reservation_id", "user_id", "payment_id", "flight_number", "origin", "destination", "date", "cabin", "dob", "amount", "price", "insurance"];

    public string Value(SeededRandom random) => random.Next(5) switch
    {
        0 or 1 => $"{(char)('A' + random.Next(26))}{DrillWords.Digits(random, 5)}",
        2 => $"{random.Pick(["gift_card", "credit_card", "certificate"])}_{DrillWords.Digits(random, 7)}",
        3 => string.Create(CultureInfo.InvariantCulture, $"{random.Next(1950, 2025)}-{random.Next(1, 13):D2}-{random.Next(1, 31):D2}"),
        _ => random.Chance(0.5) ? $"HAT{DrillWords.Digits(random, 3)}" : DrillWords.Digits(random, 3),
    };
}
