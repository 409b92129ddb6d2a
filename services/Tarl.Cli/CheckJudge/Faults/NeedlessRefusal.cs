using Tarl.Contracts.Curriculum;

namespace Tarl.Cli.CheckJudge.Faults;

/// <summary>The agent refuses what it is to do, and the user believes it.</summary>
internal sealed class NeedlessRefusal : IFault
{
    private static readonly string[] Words = ["I cannot do that.", "Sorry, that is not possible, I am not allowed to change it.", "I am unable to help with this."];

    public string Name => "needless-refusal";

    public bool Suits(TaskSpec task) => Suitable.Ends(task, GoalResolution.Write);

    public IReadOnlyList<PlantedTurn>? Plant(Moment moment) =>
        !moment.HasPlanted && Moment.AsksToConfirm(moment.Right) ? [PlantedTurn.Says(moment.Random.Pick(Words), Flaw.Major)] : null;
}
