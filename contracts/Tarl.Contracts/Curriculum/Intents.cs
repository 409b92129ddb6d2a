namespace Tarl.Contracts.Curriculum;

/// <summary>What a scripted user can ask for, by <see cref="UserGoal.Intent"/>.</summary>
public static class Intents
{
    // Retail.
    public const string Cancel = "cancel";
    public const string Return = "return";
    public const string Exchange = "exchange";
    public const string ModifyItems = "modify-items";
    public const string ModifyAddress = "modify-address";
    public const string ModifyUserAddress = "modify-user-address";
    public const string ModifyPayment = "modify-payment";

    /// <summary>Where an order stands.</summary>
    public const string Status = "status";

    /// <summary>What an item of an order cost.</summary>
    public const string Price = "price";

    /// <summary>What an order cost.</summary>
    public const string Total = "total";

    // Airline.
    public const string BookReservation = "book-reservation";
    public const string CancelReservation = "cancel-reservation";

    /// <summary>Other flights for a reservation, in the cabin that it has.</summary>
    public const string ChangeFlights = "change-flights";

    /// <summary>Another cabin for a reservation, on the flights that it has.</summary>
    public const string ChangeCabin = "change-cabin";

    public const string ChangeBaggage = "change-baggage";
    public const string ChangePassengers = "change-passengers";

    /// <summary>Travel insurance for a reservation that was booked without; no tool does it.</summary>
    public const string AddInsurance = "add-insurance";

    /// <summary>A certificate, for a flight that the airline has cancelled.</summary>
    public const string Compensation = "compensation";

    /// <summary>Where a flight stands on a date.</summary>
    public const string FlightStatus = "flight-status";

    /// <summary>Which cabin a reservation is in.</summary>
    public const string ReservationCabin = "reservation-cabin";

    /// <summary>What a reservation cost.</summary>
    public const string ReservationCost = "reservation-cost";

    // Mathematics.
    public const string Math = "math";
}
