using System.Globalization;
using Spectre.Console;
using Tarl.Cli.Evaluate.Statistics;

namespace Tarl.Cli.CheckJudge;

/// <summary>A judge's agreement as tables for people.</summary>
internal static class AgreementTable
{
    private static readonly string[] Scores = ["-1", "0", "+1"];

    /// <param name="show">How many disagreements to print.</param>
    public static void Write(IAnsiConsole console, JudgeAgreement agreement, int show)
    {
        WriteFaults(console, agreement);
        WriteConfusion(console, agreement);
        console.WriteLine($"Right turns: {Interval(agreement.TurnAgreement)}; episodes right throughout: {Interval(agreement.EpisodeAgreement)}; "
            + string.Create(CultureInfo.InvariantCulture, $"Cohen's kappa {agreement.Kappa:F3}."));
        console.WriteLine($"By domain: {string.Join(", ", agreement.TurnAgreementByDomain.Select(domain => $"{domain.Key} {Percent(domain.Value)}"))}.");
        if (agreement.Undecided > 0)
        {
            console.WriteLine($"{agreement.Undecided} episodes are in none of these figures: the judge failed, or did not score each of the agent's turns.");
        }

        foreach (var wrong in agreement.Disagreements.Take(show))
        {
            console.WriteLine($"{wrong.Fault}, {wrong.Task}, turn {wrong.Turn}: is {wrong.Truth:+0;-0;0}, judged {wrong.Judged:+0;-0;0} ({wrong.Reason}): {wrong.Agent}");
        }

        if (agreement.Disagreements.Count > show)
        {
            console.WriteLine($"{agreement.Disagreements.Count - show} more; --show N prints more of them, --json all.");
        }
    }

    private static void WriteFaults(IAnsiConsole console, JudgeAgreement agreement)
    {
        var table = new Table().Border(TableBorder.Simple).Title($"{agreement.Episodes} episodes, {agreement.Turns} agent turns, by planted fault");
        table.AddColumns("fault", "episodes", "turns", "turns right", "episodes right", "-1 there", "-1 missed", "-1 invented");
        foreach (var fault in agreement.ByFault)
        {
            table.AddRow(
                fault.Fault, $"{fault.Episodes}", $"{fault.Turns}", Percent(fault.TurnAgreement), Percent(fault.EpisodeAgreement),
                $"{fault.Deviations}", $"{fault.Missed}", $"{fault.Invented}");
        }

        console.Write(table);
    }

    private static void WriteConfusion(IAnsiConsole console, JudgeAgreement agreement)
    {
        var table = new Table().Border(TableBorder.Simple).Title("agent turns by score");
        table.AddColumns(["is", .. Scores.Select(score => $"judged {score}")]);
        foreach (var (score, row) in Scores.Zip(agreement.Confusion))
        {
            table.AddRow([score, .. row.Select(count => $"{count}")]);
        }

        console.Write(table);
    }

    private static string Interval(Estimate share) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * share.Value:F2}% [{100 * share.Low:F2}, {100 * share.High:F2}]");

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:F1}%");
}
