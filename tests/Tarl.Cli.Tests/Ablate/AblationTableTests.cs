using Tarl.Cli.Ablate;
using Tarl.Cli.Evaluate;
using Tarl.Cli.Evaluate.Statistics;

namespace Tarl.Cli.Tests.Ablate;

public sealed class AblationTableTests
{
    private static readonly AblationPlan Plan = new()
    {
        Seeds = [1, 2], Baseline = "A", Transfer = ["airline"],
        Variants = [new AblationVariant { Name = "A", Options = [] }, new AblationVariant { Name = "B, <b>|", Options = [] }],
    };

    private static readonly VariantResult[] Results =
    [
        new("A", [new PassK(1, 0.5, 0.4, 0.6)], [0.45, 0.55], null, "A", null, new Dictionary<string, Estimate> { ["airline"] = new(0.25, 0.2, 0.3) }, new Dictionary<string, double> { ["turns"] = 5.25 }),
        new("B, <b>|", [new PassK(1, 0.625, 0.5, 0.75)], [0.75, 0.5], new Estimate(0.2, 0.1, 0.25), "A", new Estimate(0.125, -0.05, 0.3), new Dictionary<string, Estimate> { ["airline"] = new(0, 0, 0.1) }, new Dictionary<string, double> { ["turns"] = 4 }),
    ];

    [Fact]
    public void ToMarkdown_Results_AreSharesWithIntervalsAndDifferencesInPoints()
    {
        var lines = AblationTable.ToMarkdown(Plan, Results).Split('\n');

        Assert.Equal("| variant | pass^1 | by seed | lift over the base | Δ pass^1 | turns | airline pass^1 |", lines[0]);
        Assert.Equal("| A | 50.0% [40.0, 60.0] | 45.0, 55.0 |  |  | 5.25 | 25.0% [20.0, 30.0] |", lines[2]);
        Assert.Equal(@"| B, <b>\| | 62.5% [50.0, 75.0] | 75.0, 50.0 | +20.0 [+10.0, +25.0] | +12.5 [-5.0, +30.0] to A | 4.00 | 0.0% [0.0, 10.0] |", lines[3]);
    }

    [Fact]
    public void ToCsv_Results_AreOneFigureALine()
    {
        var lines = AblationTable.ToCsv(Plan, Results).Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("variant,on,figure,value,low,high", lines[0]);
        Assert.Equal(
            ["A,trained,pass^1,0.5,0.4,0.6", "A,trained,pass^1 of seed 1,0.45,,", "A,trained,pass^1 of seed 2,0.55,,", "A,airline,pass^1,0.25,0.2,0.3", "A,trained,turns,5.25,,"],
            lines[1..6]);
        Assert.Equal(["\"B, <b>|\",trained,pass^1 minus the base's,0.2,0.1,0.25", "\"B, <b>|\",trained,pass^1 minus A's,0.125,-0.05,0.3"], lines[9..11]);
    }

    [Fact]
    public void ToSvg_NamesThatAreMarkUp_AreText()
    {
        var svg = System.Xml.Linq.XDocument.Parse(AblationPlot.ToSvg(Plan, Results));

        Assert.Contains("B, <b>|", svg.Descendants().Select(element => element.Value));

        // Two variants, each on two domains: pass^1 of A at 190 + 0.5 · (880 − 190 − 30).
        var dots = svg.Descendants().Where(element => element.Name.LocalName == "circle").Select(dot => (string)dot.Attribute("cx")!).ToArray();
        Assert.Equal(["520.0", "355.0", "602.5", "190.0"], dots);
    }
}
