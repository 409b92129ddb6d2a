using System.Net;
using System.Text;
using Tarl.Cli.Evaluate.Statistics;

namespace Tarl.Cli.Ablate;

/// <summary>Draws pass^1 of each variant as a dot on its interval, on the domain trained on and on the others. Readable on light and on dark.</summary>
internal static class AblationPlot
{
    private const int Width = 880;
    private const int Left = 190;
    private const int Right = 30;
    private const int Top = 50;
    private const int RowHeight = 44;
    private const int Bottom = 40;

    private static readonly string[] Colors = ["#2563eb", "#d97706", "#059669", "#db2777"];

    public static string ToSvg(AblationPlan plan, IReadOnlyList<VariantResult> results)
    {
        var height = Top + (RowHeight * results.Count) + Bottom;
        var svg = new StringBuilder();
        Add(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" font-family=\"sans-serif\" font-size=\"13\">");
        Add(svg, $"<rect width=\"{Width}\" height=\"{height}\" fill=\"#ffffff\"/>");
        DrawAxis(svg, height);
        DrawLegend(svg, ["trained on", .. plan.Transfer.Select(domain => $"{domain}, not trained on")]);
        for (var row = 0; row < results.Count; row++)
        {
            DrawVariant(svg, plan, results[row], Top + (RowHeight * row) + (RowHeight / 2));
        }

        Add(svg, $"</svg>");
        return svg.ToString();
    }

    private static void DrawAxis(StringBuilder svg, int height)
    {
        for (var tenth = 0; tenth <= 10; tenth += 2)
        {
            var x = X(tenth / 10.0);
            Add(svg, $"<line x1=\"{x:F1}\" y1=\"{Top}\" x2=\"{x:F1}\" y2=\"{height - Bottom}\" stroke=\"#e2e8f0\"/>");
            Add(svg, $"<text x=\"{x:F1}\" y=\"{height - Bottom + 20}\" text-anchor=\"middle\" fill=\"#475569\">{tenth * 10}%</text>");
        }
    }

    private static void DrawLegend(StringBuilder svg, string[] names)
    {
        for (var i = 0; i < names.Length; i++)
        {
            Add(svg, $"<text x=\"{Left + (i * 210)}\" y=\"26\" fill=\"{Colors[i % Colors.Length]}\" font-weight=\"bold\">pass^1, {WebUtility.HtmlEncode(names[i])}</text>");
        }
    }

    private static void DrawVariant(StringBuilder svg, AblationPlan plan, VariantResult result, int y)
    {
        Add(svg, $"<text x=\"{Left - 14}\" y=\"{y + 4}\" text-anchor=\"end\" fill=\"#0f172a\">{WebUtility.HtmlEncode(result.Variant)}</text>");
        var pass = result.PassK[0];
        Estimate[] estimates = [new Estimate(pass.Value, pass.Low, pass.High), .. plan.Transfer.Select(domain => result.Transfer[domain])];
        for (var i = 0; i < estimates.Length; i++)
        {
            var (at, color) = (y + ((i - ((estimates.Length - 1) / 2.0)) * 12), Colors[i % Colors.Length]);
            Add(svg, $"<line x1=\"{X(estimates[i].Low):F1}\" y1=\"{at:F1}\" x2=\"{X(estimates[i].High):F1}\" y2=\"{at:F1}\" stroke=\"{color}\" stroke-width=\"2\"/>");
            Add(svg, $"<circle cx=\"{X(estimates[i].Value):F1}\" cy=\"{at:F1}\" r=\"5\" fill=\"{color}\" stroke=\"#ffffff\"/>");
        }
    }

    private static double X(double share) => Left + ((Width - Left - Right) * share);

    private static void Add(StringBuilder svg, FormattableString line) => svg.AppendLine(FormattableString.Invariant(line));
}
