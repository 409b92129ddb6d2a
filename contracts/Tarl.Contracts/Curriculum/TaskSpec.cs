using System.Text.Json.Serialization;
using Tarl.Contracts.Episodes;

namespace Tarl.Contracts.Curriculum;

/// <summary>One task: what the user wants, and what a right agent does about it.</summary>
public sealed record TaskSpec
{
    public required string Id { get; init; }

    /// <summary>The application that the agent works on: <c>retail</c>, <c>airline</c>, <c>math</c>.</summary>
    public required string Domain { get; init; }

    /// <summary>The kind that results are broken down by: <c>cancel</c>, <c>return</c>, …</summary>
    public required string Kind { get; init; }

    /// <summary>The sandbox data set that the task's ids belong to.</summary>
    public required string DataSet { get; init; }

    /// <summary>What the user knows and wants, in words. Hidden from the agent.</summary>
    public required string Instruction { get; init; }

    /// <summary>The part that a scripted user plays; without goals if only a user who understands the instruction can.</summary>
    public required UserScript Script { get; init; }

    /// <summary>Whether a scripted user can play the task.</summary>
    [JsonIgnore]
    public bool IsScripted => Script.Goals.Count > 0;

    /// <summary>The calls of a right agent, reads included, in order.</summary>
    public required IReadOnlyList<ToolCall> GroundTruth { get; init; }

    /// <summary>The ground truth goal by goal, for a demonstrator; empty where nobody has written one.</summary>
    public IReadOnlyList<GoalPlan> Plan { get; init; } = [];

    /// <summary>Texts that a right agent says to the user: a math answer, or τ-bench's required outputs.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];
}
