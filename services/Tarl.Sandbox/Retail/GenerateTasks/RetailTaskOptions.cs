using System.ComponentModel.DataAnnotations;

namespace Tarl.Sandbox.Retail.GenerateTasks;

/// <summary>How many tasks of which kinds, and how forthcoming their users are.</summary>
public sealed record RetailTaskOptions
{
    /// <summary>The default shares, and as many long tasks again.</summary>
    public static RetailTaskOptions Hard { get; } = new() { ThreeGoals = 0.3, FourGoals = 0.2, FiveGoals = 0.1, FindOrder = 0.2, FindOrders = 0.2 };

    /// <summary>The sandbox data set that the tasks' ids belong to.</summary>
    [Required]
    public string DataSet { get; init; } = "retail";

    [Range(0, 1_000_000)]
    public int TrainTasks { get; init; } = 4000;

    [Range(0, 1_000_000)]
    public int HeldOutTasks { get; init; } = 400;

    /// <summary>The part of the users, with their orders, that only held-out tasks speak of.</summary>
    [Range(0.0, 1.0)]
    public double HeldOutUserShare { get; init; } = 0.2;

    [Range(0.0, 1.0)]
    public double Cancel { get; init; } = 0.16;

    [Range(0.0, 1.0)]
    public double Return { get; init; } = 0.14;

    [Range(0.0, 1.0)]
    public double Exchange { get; init; } = 0.08;

    [Range(0.0, 1.0)]
    public double ModifyItems { get; init; } = 0.08;

    [Range(0.0, 1.0)]
    public double ModifyAddress { get; init; } = 0.08;

    [Range(0.0, 1.0)]
    public double ModifyUserAddress { get; init; } = 0.06;

    [Range(0.0, 1.0)]
    public double ModifyPayment { get; init; } = 0.08;

    [Range(0.0, 1.0)]
    public double LookUp { get; init; } = 0.06;

    [Range(0.0, 1.0)]
    public double Refusal { get; init; } = 0.07;

    [Range(0.0, 1.0)]
    public double UnknownId { get; init; } = 0.05;

    [Range(0.0, 1.0)]
    public double ChangeOfMind { get; init; } = 0.07;

    [Range(0.0, 1.0)]
    public double TwoGoals { get; init; } = 0.07;

    [Range(0.0, 1.0)]
    public double ThreeGoals { get; init; }

    [Range(0.0, 1.0)]
    public double FourGoals { get; init; }

    [Range(0.0, 1.0)]
    public double FiveGoals { get; init; }

    /// <summary>One goal, whose order the agent has to find among three or more.</summary>
    [Range(0.0, 1.0)]
    public double FindOrder { get; init; }

    /// <summary>Three goals, each of whose orders has to be found.</summary>
    [Range(0.0, 1.0)]
    public double FindOrders { get; init; }

    /// <summary>The part of the unknown-id tasks whose user knows no right order id, so that nothing is written.</summary>
    [Range(0.0, 1.0)]
    public double UnknownIdGivesUp { get; init; } = 0.4;

    /// <summary>How often the user says who they are by email rather than by names and zip code.</summary>
    [Range(0.0, 1.0)]
    public double IdentityByEmail { get; init; } = 0.65;

    [Range(0.0, 1.0)]
    public double WithheldIdentity { get; init; } = 0.12;

    [Range(0.0, 1.0)]
    public double WithheldOrderId { get; init; } = 0.08;

    [Range(0.0, 1.0)]
    public double WithheldReason { get; init; } = 0.3;

    [Range(0.0, 1.0)]
    public double WithheldPayment { get; init; } = 0.25;

    [Range(0.0, 1.0)]
    public double WithheldAddress { get; init; } = 0.2;

    /// <summary>How often a return, exchange or item change concerns two items of the order rather than one.</summary>
    [Range(0.0, 1.0)]
    public double TwoItems { get; init; } = 0.15;
}
