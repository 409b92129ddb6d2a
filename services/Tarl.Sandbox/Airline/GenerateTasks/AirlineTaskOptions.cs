using System.ComponentModel.DataAnnotations;

namespace Tarl.Sandbox.Airline.GenerateTasks;

/// <summary>How many tasks of which kinds, and how forthcoming their users are.</summary>
public sealed record AirlineTaskOptions
{
    /// <summary>The default shares, and as many long tasks again.</summary>
    public static AirlineTaskOptions Hard { get; } = new() { ThreeGoals = 0.6, FourGoals = 0.4 };

    /// <summary>The sandbox data set that the tasks' ids belong to.</summary>
    [Required]
    public string DataSet { get; init; } = "airline";

    [Range(0, 1_000_000)]
    public int TrainTasks { get; init; } = 4000;

    [Range(0, 1_000_000)]
    public int HeldOutTasks { get; init; } = 400;

    /// <summary>The part of the users, with their reservations, that only held-out tasks speak of.</summary>
    [Range(0.0, 1.0)]
    public double HeldOutUserShare { get; init; } = 0.2;

    [Range(0.0, 1.0)]
    public double Cancel { get; init; } = 0.18;

    [Range(0.0, 1.0)]
    public double ChangeFlights { get; init; } = 0.10;

    [Range(0.0, 1.0)]
    public double ChangeCabin { get; init; } = 0.10;

    [Range(0.0, 1.0)]
    public double ChangeBaggage { get; init; } = 0.10;

    [Range(0.0, 1.0)]
    public double ChangePassengers { get; init; } = 0.09;

    [Range(0.0, 1.0)]
    public double Book { get; init; } = 0.08;

    [Range(0.0, 1.0)]
    public double Compensation { get; init; } = 0.05;

    [Range(0.0, 1.0)]
    public double LookUp { get; init; } = 0.06;

    [Range(0.0, 1.0)]
    public double Refusal { get; init; } = 0.07;

    [Range(0.0, 1.0)]
    public double UnknownId { get; init; } = 0.05;

    [Range(0.0, 1.0)]
    public double ChangeOfMind { get; init; } = 0.06;

    [Range(0.0, 1.0)]
    public double TwoGoals { get; init; } = 0.06;

    [Range(0.0, 1.0)]
    public double ThreeGoals { get; init; }

    [Range(0.0, 1.0)]
    public double FourGoals { get; init; }

    /// <summary>The part of the unknown-id tasks whose user knows no right reservation id, so that nothing is written.</summary>
    [Range(0.0, 1.0)]
    public double UnknownIdGivesUp { get; init; } = 0.4;

    [Range(0.0, 1.0)]
    public double WithheldIdentity { get; init; } = 0.12;

    [Range(0.0, 1.0)]
    public double WithheldReservationId { get; init; } = 0.08;

    [Range(0.0, 1.0)]
    public double WithheldReason { get; init; } = 0.3;

    [Range(0.0, 1.0)]
    public double WithheldPayment { get; init; } = 0.25;

    [Range(0.0, 1.0)]
    public double WithheldPassengers { get; init; } = 0.15;

    [Range(0.0, 1.0)]
    public double WithheldBaggage { get; init; } = 0.15;

    /// <summary>Of a booking: the guidelines have the agent ask for it.</summary>
    [Range(0.0, 1.0)]
    public double WithheldInsurance { get; init; } = 0.4;

    /// <summary>How often a booking is with travel insurance.</summary>
    [Range(0.0, 1.0)]
    public double Insured { get; init; } = 0.25;
}
