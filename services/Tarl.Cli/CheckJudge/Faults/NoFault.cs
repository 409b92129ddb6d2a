using Tarl.Contracts.Curriculum;

namespace Tarl.Cli.CheckJudge.Faults;

/// <summary>A clean episode: every turn is right.</summary>
internal sealed class NoFault : IFault
{
    public string Name => "none";

    public bool Suits(TaskSpec task) => task.Plan.Count > 0;

    public IReadOnlyList<PlantedTurn>? Plant(Moment moment) => null;
}
