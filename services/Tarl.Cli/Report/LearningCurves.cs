using System.Globalization;
using System.Text;

namespace Tarl.Cli.Report;

/// <summary>
/// Draws pass rate against updates: a thin line for each update's training episodes, a thick one for their mean over a window, and dots with
/// 95% intervals for the held-out pass^1 of base and trained policy. Readable on light and on dark.
/// </summary>
internal static class LearningCurves
{
    private const int Width = 880;
    private const int Height = 380;
    private const int Left = 60;
    private const int Right = 190;
    private const int Top = 20;
    private const int Bottom = 50;
    private const int Window = 10;

    private static readonly string[] Colors = ["#2563eb", "#d97706", "#059669", "#db2777", "#7c3aed", "#64748b"];

    public static string ToSvg(IReadOnlyList<FinishedRun> runs)
    {
        var updates = Math.Max(1, runs.Max(run => run.PassRates.Count));
        var svg = new StringBuilder();
        Add(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"13\">");
        Add(svg, $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"#ffffff\"/>");
        DrawAxes(svg, updates);
        for (var i = 0; i < runs.Count; i++)
        {
            DrawRun(svg, runs[i], Colors[i % Colors.Length], i, updates);
        }

        Add(svg, $"</svg>");
        return svg.ToString();
    }

    private static void DrawAxes(StringBuilder svg, int updates)
    {
        for (var tenth = 0; tenth <= 10; tenth += 2)
        {
            var y = Y(tenth / 10.0);
            Add(svg, $"<line x1=\"{Left}\" y1=\"{y:F1}\" x2=\"{Width - Right}\" y2=\"{y:F1}\" stroke=\"#e2e8f0\"/>");
            Add(svg, $"<text x=\"{Left - 8}\" y=\"{y + 4:F1}\" text-anchor=\"end\" fill=\"#475569\">{tenth * 10}%</text>");
        }

        for (var quarter = 0; quarter <= 4; quarter++)
        {
            var update = updates * quarter / 4;
            Add(svg, $"<text x=\"{X(update, updates):F1}\" y=\"{Height - Bottom + 20}\" text-anchor=\"middle\" fill=\"#475569\">{update}</text>");
        }

        Add(svg, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 10}\" text-anchor=\"middle\" fill=\"#475569\">updates</text>");
    }

    private static void DrawRun(StringBuilder svg, FinishedRun run, string color, int number, int updates)
    {
        var rates = run.PassRates;
        Add(svg, $"<polyline fill=\"none\" stroke=\"{color}\" stroke-opacity=\"0.25\" points=\"{Points(rates, updates)}\"/>");
        var means = rates.Select((_, i) => rates.Take(i + 1).TakeLast(Window).Average()).ToArray();
        Add(svg, $"<polyline fill=\"none\" stroke=\"{color}\" stroke-width=\"2.5\" points=\"{Points(means, updates)}\"/>");
        var offset = (number - 1) * 5;
        DrawInterval(svg, run.Summary.Evaluation.Base.PassK[0], X(0, updates) + offset, color);
        DrawInterval(svg, run.Summary.Evaluation.Trained.PassK[0], X(run.Summary.Updates, updates) + offset, color);
        var legend = Top + 14 + (number * 40);
        Add(svg, $"<text x=\"{Width - Right + 24}\" y=\"{legend}\" fill=\"{color}\" font-weight=\"bold\">seed {run.Summary.Seed}</text>");
        Add(svg, $"<text x=\"{Width - Right + 24}\" y=\"{legend + 16}\" fill=\"#475569\">held out {run.Summary.Evaluation.Base.PassK[0].Value * 100:F1} → {run.Summary.Evaluation.Trained.PassK[0].Value * 100:F1}%</text>");
    }

    private static void DrawInterval(StringBuilder svg, Evaluate.PassK pass, double x, string color)
    {
        Add(svg, $"<line x1=\"{x:F1}\" y1=\"{Y(pass.Low):F1}\" x2=\"{x:F1}\" y2=\"{Y(pass.High):F1}\" stroke=\"{color}\" stroke-width=\"2\"/>");
        Add(svg, $"<circle cx=\"{x:F1}\" cy=\"{Y(pass.Value):F1}\" r=\"5\" fill=\"{color}\" stroke=\"#ffffff\"/>");
    }

    private static string Points(IReadOnlyList<double> rates, int updates) => string.Join(
        ' ', rates.Select((rate, i) => string.Create(CultureInfo.InvariantCulture, $"{X(i + 1, updates):F1},{Y(rate):F1}")));

    private static double X(double update, int updates) => Left + ((Width - Left - Right) * update / updates);

    private static double Y(double rate) => Height - Bottom - ((Height - Top - Bottom) * rate);

    private static void Add(StringBuilder svg, FormattableString line) => svg.AppendLine(FormattableString.Invariant(line));
}
