using Tarl.Contracts.Curriculum;

namespace Tarl.Cli.CheckJudge.Faults;

/// <summary>The agent says that it is done, and has written nothing.</summary>
internal sealed class FalseReport : IFault
{
    public string Name => "false-report";

    public bool Suits(TaskSpec task) => Suitable.Writes(task);

    public IReadOnlyList<PlantedTurn>? Plant(Moment moment) =>
        !moment.HasPlanted && moment.IsWrite(moment.Right) ? [PlantedTurn.Says("Done, that is taken care of.", Flaw.Major)] : null;
}
