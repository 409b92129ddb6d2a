using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.GenerateTasks.Goals;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.GenerateTasks.Kinds;

/// <summary>The user first names a subject, or themselves, by what does not exist, and then corrects it or gives up.</summary>
/// <param name="builders">Of goals with a subject; one that stands here twice is drawn twice as often.</param>
/// <param name="givesUp">How often the user knows no right id, so that nothing is written.</param>
internal sealed class UnknownIdKind<TUser, TWorld>(
    ITaskDomain<TUser, TWorld> domain, IReadOnlyList<IGoalBuilder<TUser, TWorld>> builders, double givesUp) : ITaskKind<TUser, TWorld>
{
    private const double UnknownUserShare = 0.3;

    public Scenario? TryCompose(TUser user, TWorld world, SeededRandom random)
    {
        if (random.Pick(builders).TryBuild(user, world, random) is not { SubjectId: { } subject } draft) return null;
        if (random.Chance(givesUp)) return GivesUp(user, draft, subject, UnknownId(subject, world, random), random);
        return random.Chance(UnknownUserShare) && domain.IdentifyAtSecondTry(user, world, random) is { } identification
            ? new Scenario(identification, [draft])
            : Corrects(user, draft, subject, UnknownId(subject, world, random), random);
    }

    private Scenario GivesUp(TUser user, GoalDraft draft, string subject, string unknownId, SeededRandom random) => new(
        domain.Identify(user, random),
        [
            draft with
            {
                Goal = WithSubject(draft.Goal, unknownId),
                Plan = new GoalPlan { Reads = [domain.ReadSubject(unknownId)], Resolution = GoalResolution.GiveUp },
                Want = $"{draft.Want.Replace(subject, unknownId, StringComparison.Ordinal)}. You know no other {SubjectWords}; if it is not found, you give up",
                Output = null,
            },
        ]);

    private Scenario Corrects(TUser user, GoalDraft draft, string subject, string unknownId, SeededRandom random)
    {
        var goal = WithSubject(draft.Goal, unknownId);
        var facts = new Dictionary<string, string>(goal.Facts) { [domain.CorrectedSubjectFact] = subject };
        return new Scenario(
            domain.Identify(user, random),
            [
                draft with
                {
                    Goal = goal with { Facts = facts },
                    Plan = draft.Plan with { Reads = [domain.ReadSubject(unknownId), .. draft.Plan.Reads] },
                    Want = $"{draft.Want}. You first give the {SubjectWords} {unknownId} by mistake",
                },
            ]);
    }

    private UserGoal WithSubject(UserGoal goal, string id) => goal with
    {
        Facts = new Dictionary<string, string>(goal.Facts) { [domain.SubjectFact] = id },
        Withheld = [.. goal.Withheld.Where(fact => fact != domain.SubjectFact)],
    };

    private string SubjectWords => domain.SubjectFact.Replace('_', ' ');

    private string UnknownId(string subject, TWorld world, SeededRandom random) => Mistyping.Of(subject, id => domain.HasSubject(world, id), random);
}
