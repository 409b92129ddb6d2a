using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.GenerateTasks.Goals;

namespace Tarl.Sandbox.GenerateTasks;

/// <summary>Turns a scenario into the task that crosses process boundaries.</summary>
internal static class TaskSpecs
{
    public static TaskSpec From(Scenario scenario, string kind, string domain, string dataSet)
    {
        var goals = scenario.Goals;
        var first = goals[0].Plan;
        IReadOnlyList<GoalPlan> plan =
            [first with { Reads = [.. scenario.Identification.Calls, .. first.Reads] }, .. goals.Skip(1).Select(draft => draft.Plan)];
        return new TaskSpec
        {
            Id = "",
            Domain = domain,
            Kind = kind,
            DataSet = dataSet,
            Instruction = Instruction(scenario),
            Script = new UserScript { Identity = scenario.Identification.Facts, Goals = [.. goals.Select(draft => draft.Goal)] },
            GroundTruth = [.. plan.SelectMany(Calls)],
            Plan = plan,
            Outputs = [.. goals.Select(draft => draft.Output).OfType<string>()],
        };
    }

    private static IEnumerable<ToolCall> Calls(GoalPlan plan) =>
        plan is { Resolution: GoalResolution.Write, Write: { } write } ? [.. plan.Reads, write] : plan.Reads;

    private static string Instruction(Scenario scenario)
    {
        var wants = scenario.Goals.Select((draft, i) => $"You {(i == 0 ? "want" : "then also want")} to {draft.Want}.{Reserve(draft)}");
        return $"{scenario.Identification.Words} {string.Join(' ', wants)}";
    }

    private static string Reserve(GoalDraft draft) => draft.Goal.Withheld.Count == 0 ? ""
        : $" Only when asked you tell: {string.Join(", ", draft.Goal.Withheld.Select(fact => fact.Replace('_', ' ')))}.";
}
