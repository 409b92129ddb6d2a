using System.Globalization;
using System.Text.RegularExpressions;

namespace Tarl.Deployment.Tests.Episodes;

/// <summary>A reader of Prometheus' text form that takes nothing on trust: a line that is neither comment nor sample is an error.</summary>
internal sealed partial class PrometheusScrape
{
    private readonly List<(string Name, string Labels, double Value)> _samples = [];

    public PrometheusScrape(string text)
    {
        Assert.EndsWith("\n", text);
        foreach (var line in text.Split('\n').Where(line => line.Length > 0 && !line.StartsWith('#')))
        {
            var match = Sample().Match(line);
            Assert.True(match.Success, $"'{line}' is no sample.");
            _samples.Add((match.Groups["name"].Value, match.Groups["labels"].Value, double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>The sum of a metric's samples whose labels contain a text.</summary>
    public double Sum(string name, string labels = "") =>
        _samples.Where(sample => sample.Name == name && sample.Labels.Contains(labels, StringComparison.Ordinal)).Sum(sample => sample.Value);

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>([a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\.)*",?)*)\})? (?<value>NaN|[+-]?(Inf|[0-9.eE+-]+))$""")]
    private static partial Regex Sample();
}
