using Tarl.Sandbox.Airline.GenerateTasks.Network;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Airline.GenerateTasks.Goals;

/// <summary>Random choices that several kinds of goal share.</summary>
internal static class Choice
{
    /// <returns>Null if none of the traveller's reservations suits.</returns>
    public static Reservation? Reservation(Traveller traveller, Func<Reservation, bool> suits, SeededRandom random)
    {
        var suitable = traveller.Reservations.Where(suits).ToList();
        return suitable.Count == 0 ? null : random.Pick(suitable);
    }

    /// <summary>A reservation of another traveller of the same split.</summary>
    public static Reservation? ReservationOfAnother(Traveller traveller, RouteNetwork network, SeededRandom random)
    {
        var other = random.Pick(network.Travellers);
        return other.UserId == traveller.UserId ? null : Reservation(other, _ => true, random);
    }

    /// <summary>Another traveller of the same split, as someone to fly.</summary>
    public static Passenger? NewPassenger(Reservation reservation, RouteNetwork network, SeededRandom random)
    {
        var passenger = random.Pick(network.Travellers).Self;
        return reservation.Passengers.Any(known => known.Name == passenger.Name) ? null : passenger;
    }

    /// <summary>A coming day, the last ones left out for the way back.</summary>
    public static string Date(SeededRandom random) => Date(AirlineClock.Today.AddDays(random.Next(1, 13)));

    public static string Date(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    public static string Words(string cabin) => cabin.Replace('_', ' ');
}
