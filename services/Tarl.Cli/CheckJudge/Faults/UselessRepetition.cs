using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;

namespace Tarl.Cli.CheckJudge.Faults;

/// <summary>A call that has just been answered is made once more.</summary>
internal sealed class UselessRepetition : IFault
{
    private const double Chance = 0.5;

    public string Name => "useless-repetition";

    public bool Suits(TaskSpec task) => Suitable.Writes(task);

    public IReadOnlyList<PlantedTurn>? Plant(Moment moment) =>
        !moment.HasPlanted && moment.Turns is [.., { Role: TurnRole.Agent, Call: not null } read, { Role: TurnRole.Tool, IsError: false }]
        && moment.IsRead(read) && moment.Random.Chance(Chance)
            ? [new PlantedTurn(read, Flaw.Minor), new PlantedTurn(moment.Right, Flaw.None)]
            : null;
}
