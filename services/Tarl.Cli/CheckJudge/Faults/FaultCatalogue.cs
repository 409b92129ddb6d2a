using Tarl.Contracts.Curriculum;

namespace Tarl.Cli.CheckJudge.Faults;

/// <summary>Every fault that a judge is checked with.</summary>
internal static class FaultCatalogue
{
    /// <param name="tasks">All tasks that are played.</param>
    public static IReadOnlyList<IFault> All(IReadOnlyList<TaskSpec> tasks) =>
    [
        new NoFault(),
        new WrongItem(),
        new WrongProposal(),
        new CorrectedProposal(),
        new MissingConfirmation(),
        new IgnoredNo(),
        new ForbiddenWrite(),
        new SkippedAuthentication(),
        new OtherUser(tasks),
        new InventedId(inWrite: false),
        new InventedId(inWrite: true),
        new UselessRepetition(),
        new NeedlessTransfer(),
        new NeedlessRefusal(),
        new FalseReport(),
        new WrongAnswer(),
        new GarbledReply(),
    ];
}
