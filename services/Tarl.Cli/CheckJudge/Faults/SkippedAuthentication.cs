using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;

namespace Tarl.Cli.CheckJudge.Faults;

/// <summary>The right write for a user whom no tool has identified. What was read before is not held against the agent: it could still have asked.</summary>
internal sealed class SkippedAuthentication : IFault
{
    private static readonly string[] Everywhere = ["find_user_id_by_email", "find_user_id_by_name_zip"];

    public string Name => "skipped-authentication";

    public bool PlaysLapsing => true;

    public bool Suits(TaskSpec task) => Suitable.Writes(task);

    public TaskSpec Mislead(TaskSpec task) => task with
    {
        Plan = [.. task.Plan.Select(goal => goal with { Reads = [.. goal.Reads.Where(read => !Identifies(task, read))] })],
    };

    public IReadOnlyList<PlantedTurn>? Plant(Moment moment) =>
        !moment.HasPlanted && moment.IsWrite(moment.Lapsing) ? [new PlantedTurn(moment.Lapsing, Flaw.Major)] : null;

    // An airline's passengers know their user id; a shop's tool of this name reads the profile.
    private static bool Identifies(TaskSpec task, ToolCall read) =>
        Everywhere.Contains(read.Name) || (task.Domain == "airline" && read.Name == "get_user_details");
}
