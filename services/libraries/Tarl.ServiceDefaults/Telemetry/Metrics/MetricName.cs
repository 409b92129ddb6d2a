using System.Diagnostics.Metrics;
using System.Text;

namespace Tarl.ServiceDefaults.Telemetry.Metrics;

/// <summary>Prometheus' name of an instrument, after OpenTelemetry's rules: dots become underscores, the unit and <c>_total</c> follow.</summary>
public static class MetricName
{
    public static string Of(Instrument instrument)
    {
        var name = new StringBuilder(Escape(instrument.Name));
        var unit = Unit(instrument.Unit);
        if (unit.Length > 0 && !instrument.Name.EndsWith(unit, StringComparison.Ordinal))
        {
            name.Append('_').Append(unit);
        }

        return (IsCounter(instrument) ? name.Append("_total") : name).ToString();
    }

    /// <summary>A name of letters, digits and underscores, not beginning with a digit.</summary>
    public static string Escape(string name)
    {
        var escaped = new StringBuilder(name.Length);
        foreach (var character in name)
        {
            escaped.Append(char.IsAsciiLetterOrDigit(character) ? character : '_');
        }

        return escaped.Length == 0 || char.IsAsciiDigit(escaped[0]) ? "_" + escaped : escaped.ToString();
    }

    /// <summary>Whether the instrument only ever grows.</summary>
    internal static bool IsCounter(Instrument instrument) => Is(instrument, typeof(Counter<>)) || Is(instrument, typeof(ObservableCounter<>));

    internal static bool IsSum(Instrument instrument) => Is(instrument, typeof(Counter<>)) || Is(instrument, typeof(UpDownCounter<>));

    internal static bool IsHistogram(Instrument instrument) => Is(instrument, typeof(Histogram<>));

    private static bool Is(Instrument instrument, Type generic) =>
        instrument.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == generic;

    // UCUM as far as instruments here use it; annotations such as {episode} are no units.
    private static string Unit(string? unit) => unit switch
    {
        null or "" or "1" => "",
        ['{', ..] => "",
        "s" => "seconds",
        "ms" => "milliseconds",
        "By" => "bytes",
        _ => Escape(unit),
    };
}
