using System.Globalization;
using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Airline.Tools;

/// <summary>Pairs of flights that connect two airports, the second leaving after the first arrives, as far as their time texts tell.</summary>
internal static class SearchOnestopFlight
{
    public static ToolOutput Invoke(ToolInvocation call)
    {
        var pairs = new JsonList();
        foreach (var first in SearchDirectFlight.From(call, call["origin"]))
        {
            if (call.IsV1 || SearchDirectFlight.IsAvailable(first, call["date"]))
            {
                pairs.AddRange(Connections(call, first));
            }
        }

        return new ToolOutput(PythonJsonWriter.Write(pairs));
    }

    private static IEnumerable<JsonList> Connections(ToolInvocation call, JsonMap first)
    {
        var date = call["date"];
        foreach (var second in SearchDirectFlight.Between(call, first["destination"], call["destination"]))
        {
            var secondDate = first.Text("scheduled_arrival_time_est").Contains("+1", StringComparison.Ordinal) ? NextDay(date) : date;
            if (string.CompareOrdinal(first.Text("scheduled_arrival_time_est"), second.Text("scheduled_departure_time_est")) <= 0
                && SearchDirectFlight.IsAvailable(first, date) && SearchDirectFlight.IsAvailable(second, secondDate))
            {
                // v1 shows the second leg's seats and prices of the first leg's date.
                var secondDay = SearchDirectFlight.Day(second, call.IsV1 ? date : secondDate) ?? throw new PythonException(PythonText.Repr(date));
                yield return new JsonList([Leg(call, first, SearchDirectFlight.Day(first, date)!, date), Leg(call, second, secondDay, secondDate)]);
            }
        }
    }

    private static JsonMap Leg(ToolInvocation call, JsonMap flight, JsonMap day, object? date) =>
        SearchDirectFlight.Result(call, flight, day, new JsonMap { ["date"] = date });

    // The day is not padded to two digits, so that the first nine days of the month never connect, as in the benchmark.
    private static string NextDay(object? date)
    {
        var text = date as string ?? throw new PythonException($"'{PythonText.TypeName(date)}' object is not subscriptable");
        var day = text[int.Max(0, text.Length - 2)..];
        return int.TryParse(day.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? string.Create(CultureInfo.InvariantCulture, $"2024-05-{number + 1}")
            : throw new PythonException($"invalid literal for int() with base 10: {PythonText.Repr(day)}");
    }
}
