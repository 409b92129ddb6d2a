using Tarl.Sandbox.Airline.GenerateTasks.Network;

namespace Tarl.Sandbox.Airline.GenerateTasks;

/// <summary>What the guidelines allow, as far as tasks turn on it. The tools check hardly any of it.</summary>
internal static class AirlineGuidelines
{
    public const string ChangeOfPlan = "change of plan";
    public const string AirlineCancelled = "the airline cancelled the flight";

    /// <summary>Dollars a passenger, for a flight that the airline has cancelled.</summary>
    public const int CompensationEach = 100;

    /// <summary>Dollars a bag that is not free.</summary>
    public const int BagFee = 50;

    /// <summary>Dollars a passenger.</summary>
    public const int InsuranceFee = 30;

    /// <summary>The reasons that travel insurance covers.</summary>
    public static readonly IReadOnlyList<string> CoveredReasons = ["health", "bad weather"];

    private static readonly TimeSpan CancellableFor = TimeSpan.FromHours(24);

    /// <summary>The reasons that a reservation can be cancelled for; all of them for a business flight or within 24 hours of the booking.</summary>
    public static IReadOnlyList<string> ReasonsToCancel(Reservation reservation, RouteNetwork network)
    {
        var always = reservation.IsBusiness || AirlineClock.Now - reservation.CreatedAt <= CancellableFor;
        List<string> reasons = [];
        if (always) reasons.Add(ChangeOfPlan);
        if (always || reservation.IsInsured) reasons.AddRange(CoveredReasons);
        if (CancelledSegment(reservation, network) is not null) reasons.Add(AirlineCancelled);
        return reasons;
    }

    /// <summary>The first of its flights that the airline has cancelled.</summary>
    public static Segment? CancelledSegment(Reservation reservation, RouteNetwork network) =>
        reservation.Segments.FirstOrDefault(segment => network.DayOf(segment)?.Status == "cancelled");

    public static bool MayCompensate(Traveller traveller, Reservation reservation) =>
        traveller.Membership != "regular" || reservation.IsInsured || reservation.IsBusiness;

    /// <summary>How many of a reservation's bags are to be paid for.</summary>
    public static int PaidBags(Traveller traveller, string cabin, int passengers, int bags) =>
        int.Max(0, bags - (passengers * FreeBags.Each(traveller.Membership, cabin)));
}
