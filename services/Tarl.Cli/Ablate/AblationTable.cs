using System.Globalization;
using System.Text;
using Tarl.Cli.Evaluate.Statistics;

namespace Tarl.Cli.Ablate;

/// <summary>An ablation's results as Markdown for people and as CSV for programs.</summary>
internal static class AblationTable
{
    public static string ToMarkdown(AblationPlan plan, IReadOnlyList<VariantResult> results)
    {
        var exponents = results.SelectMany(result => result.PassK).Select(pass => pass.K).Distinct().Order().ToArray();
        string[] conduct = [.. results[0].Conduct.Keys];
        var text = new StringBuilder();
        string[] header =
        [
            "variant", .. exponents.Select(k => $"pass^{k}"), "by seed", "lift over the base", "Δ pass^1", .. conduct, .. plan.Transfer.Select(domain => $"{domain} pass^1"),
        ];
        Row(text, header);
        Row(text, header.Select(_ => "---"));
        foreach (var result in results)
        {
            Row(text,
            [
                result.Variant,
                .. exponents.Select(k => result.PassK.FirstOrDefault(pass => pass.K == k) is { } pass ? Share(new Estimate(pass.Value, pass.Low, pass.High)) : ""),
                string.Join(", ", result.BySeed.Select(pass => (100 * pass).ToString("F1", CultureInfo.InvariantCulture))),
                result.Lift is { } lift ? Points(lift) : "",
                result.Difference is { } difference ? $"{Points(difference)} to {result.Baseline}" : "",
                .. conduct.Select(name => result.Conduct[name].ToString("F2", CultureInfo.InvariantCulture)),
                .. plan.Transfer.Select(domain => Share(result.Transfer[domain])),
            ]);
        }

        return text.Append(CultureInfo.InvariantCulture, $"\n{plan.Seeds.Count} {(plan.Seeds.Count == 1 ? "seed" : "seeds")}. Brackets are 95% intervals by bootstrap over seeds, then over the held-out tasks of each; lifts and differences are taken task by task. ")
            .Append("An interval that holds 0 is no difference shown; with few seeds the intervals are rough.\n").ToString();
    }

    /// <summary>One figure a line: <c>variant,on,figure,value,low,high</c>; shares, not percent. Without an interval the last two are empty.</summary>
    public static string ToCsv(AblationPlan plan, IReadOnlyList<VariantResult> results)
    {
        var text = new StringBuilder("variant,on,figure,value,low,high\n");
        foreach (var result in results)
        {
            foreach (var pass in result.PassK) Line(result.Variant, "trained", $"pass^{pass.K}", pass.Value, pass.Low, pass.High);
            foreach (var (seed, pass) in plan.Seeds.Zip(result.BySeed)) Line(result.Variant, "trained", $"pass^1 of seed {seed}", pass, null, null);
            if (result.Lift is { } lift) Line(result.Variant, "trained", "pass^1 minus the base's", lift.Value, lift.Low, lift.High);
            if (result.Difference is { } difference) Line(result.Variant, "trained", $"pass^1 minus {result.Baseline}'s", difference.Value, difference.Low, difference.High);
            foreach (var (domain, estimate) in result.Transfer) Line(result.Variant, domain, "pass^1", estimate.Value, estimate.Low, estimate.High);
            foreach (var (name, value) in result.Conduct) Line(result.Variant, "trained", name, value, null, null);
        }

        return text.ToString();

        void Line(string variant, string on, string figure, double value, double? low, double? high) =>
            text.AppendLine(CultureInfo.InvariantCulture, $"{Quoted(variant)},{on},{Quoted(figure)},{value},{low},{high}");
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");

    private static string Quoted(string text) => text.AsSpan().ContainsAny(",\"\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private static string Share(Estimate share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share.Value:F1}% [{100 * share.Low:F1}, {100 * share.High:F1}]");

    private static string Points(Estimate difference) => string.Create(
        CultureInfo.InvariantCulture, $"{100 * difference.Value:+0.0;-0.0;0.0} [{100 * difference.Low:+0.0;-0.0;0.0}, {100 * difference.High:+0.0;-0.0;0.0}]");
}
