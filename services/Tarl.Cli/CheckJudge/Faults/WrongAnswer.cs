using System.Globalization;
using Tarl.Contracts.Curriculum;

namespace Tarl.Cli.CheckJudge.Faults;

/// <summary>A question, of arithmetic or of what stands in the database, is answered wrongly.</summary>
internal sealed class WrongAnswer : IFault
{
    /// <summary>Words that answer the same question, by domain.</summary>
    private static readonly (string Domain, string[] Words)[] Families =
    [
        ("retail", ["pending", "processed", "delivered", "cancelled"]),
        ("airline", ["basic_economy", "economy", "business"]),
        ("airline", ["available", "on time", "delayed", "flying", "landed", "cancelled"]),
    ];

    public string Name => "wrong-answer";

    public bool Suits(TaskSpec task) => Suitable.Ends(task, GoalResolution.Answer) && task.Outputs.Count > 0
        && (decimal.TryParse(task.Outputs[^1], CultureInfo.InvariantCulture, out _) || FamilyOf(task) is not null);

    public IReadOnlyList<PlantedTurn>? Plant(Moment moment)
    {
        var answer = moment.Task.Outputs[^1];
        if (moment.Right.Call is not null || !moment.Right.Text.Contains(answer, StringComparison.OrdinalIgnoreCase)) return null;

        return [PlantedTurn.Says(moment.Right.Text.Replace(answer, Other(answer, moment), StringComparison.OrdinalIgnoreCase), Flaw.Major)];
    }

    private static string Other(string answer, Moment moment) =>
        decimal.TryParse(answer, CultureInfo.InvariantCulture, out var number)
            ? (number + 1 + moment.Random.Next(50)).ToString(CultureInfo.InvariantCulture)
            : moment.Random.Pick(FamilyOf(moment.Task)!.Where(word => word != answer).ToArray());

    private static string[]? FamilyOf(TaskSpec task) => Families.FirstOrDefault(family => family.Domain == task.Domain && family.Words.Contains(task.Outputs[^1])).Words;
}
