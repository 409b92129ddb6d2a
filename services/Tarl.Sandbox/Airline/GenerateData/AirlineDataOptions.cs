using System.ComponentModel.DataAnnotations;

namespace Tarl.Sandbox.Airline.GenerateData;

/// <summary>How large and how varied a generated airline is. Fewer airports and names make shorter texts for a small tokenizer.</summary>
public sealed class AirlineDataOptions
{
    [Range(1, 100_000)]
    public int Users { get; set; } = 1500;

    /// <summary>Airports, of the 20 that τ-bench has; there is a flight between any two.</summary>
    [Range(2, 20)]
    public int Airports { get; set; } = 20;

    /// <summary>How often there is a second flight a day between two airports.</summary>
    [Range(0.0, 1.0)]
    public double SecondFlightShare { get; set; } = 0.25;

    /// <summary>How often a flight of a coming day is cancelled; none is in τ-bench, whose users complain of cancelled ones all the same.</summary>
    [Range(0.0, 0.5)]
    public double CancelledShare { get; set; } = 0.08;

    /// <summary>How often a flight of a coming day is already on time or delayed, and so cannot be booked.</summary>
    [Range(0.0, 0.5)]
    public double NotBookableShare { get; set; } = 0.06;

    [Range(1, 30)]
    public int FirstNames { get; set; } = 30;

    [Range(1, 30)]
    public int LastNames { get; set; } = 30;

    /// <summary>Most payment methods of a user beside a credit card or a gift card, of which each has one at least.</summary>
    [Range(0, 2)]
    public int MaxOtherPaymentMethods { get; set; } = 2;

    /// <summary>Most reservations of a user; the fewest is one, and few is more frequent than many.</summary>
    [Range(1, 10)]
    public int MaxReservations { get; set; } = 3;

    /// <summary>Most passengers of a reservation, the user among them; few is more frequent than many.</summary>
    [Range(1, 5)]
    public int MaxPassengers { get; set; } = 2;

    /// <summary>How often a reservation is for the way back, too.</summary>
    [Range(0.0, 1.0)]
    public double RoundTripShare { get; set; } = 0.3;

    /// <summary>How often a reservation was made within the last 24 hours.</summary>
    [Range(0.0, 1.0)]
    public double RecentShare { get; set; } = 0.15;
}
