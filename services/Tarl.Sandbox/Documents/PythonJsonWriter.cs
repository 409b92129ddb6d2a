using System.Globalization;
using System.Numerics;
using System.Text;

namespace Tarl.Sandbox.Documents;

/// <summary>
/// Python's <c>json.dumps</c> with its defaults: <c>", "</c> and <c>": "</c>, insertion order, everything outside printable ASCII escaped.
/// Infinities and NaN, which are no JSON, are refused as with <c>allow_nan=False</c>: what is written can be read again.
/// </summary>
internal static class PythonJsonWriter
{
    /// <exception cref="PythonException">A number in it cannot be written.</exception>
    public static string Write(object? value)
    {
        var text = new StringBuilder(1024);
        Append(text, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null: text.Append("null"); break;
            case string s: AppendString(text, s); break;
            case bool b: text.Append(b ? "true" : "false"); break;
            case long i: text.Append(CultureInfo.InvariantCulture, $"{i}"); break;
            case BigInteger i: text.Append(Integer(i)); break;
            case double d: text.Append(Float(d)); break;
            case JsonMap map: AppendMap(text, map); break;
            case JsonList list: AppendList(text, list); break;
            default: throw new InvalidOperationException($"A document cannot hold a {value.GetType().Name}.");
        }
    }

    private static string Integer(BigInteger value)
    {
        var digits = value.ToString(CultureInfo.InvariantCulture);
        return digits.AsSpan().TrimStart('-').Length <= PythonJson.MaxIntegerDigits
            ? digits
            : throw new PythonException($"Exceeds the limit ({PythonJson.MaxIntegerDigits} digits) for integer string conversion; "
                + "use sys.set_int_max_str_digits() to increase the limit");
    }

    private static string Float(double value) => double.IsFinite(value)
        ? PythonFloat.Repr(value)
        : throw new PythonException("Out of range float values are not JSON compliant");

    private static void AppendMap(StringBuilder text, JsonMap map)
    {
        text.Append('{');
        var separator = "";
        foreach (var (key, value) in map)
        {
            text.Append(separator);
            AppendString(text, key);
            text.Append(": ");
            Append(text, value);
            separator = ", ";
        }

        text.Append('}');
    }

    private static void AppendList(StringBuilder text, JsonList list)
    {
        text.Append('[');
        for (var i = 0; i < list.Count; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            Append(text, list[i]);
        }

        text.Append(']');
    }

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        if (value.AsSpan().ContainsAnyExceptInRange(' ', '~') || value.AsSpan().ContainsAny('"', '\\'))
        {
            foreach (var c in value)
            {
                AppendEscaped(text, c);
            }
        }
        else
        {
            text.Append(value);
        }

        text.Append('"');
    }

    private static void AppendEscaped(StringBuilder text, char c) => _ = c switch
    {
        '"' => text.Append("\\\""),
        '\\' => text.Append("\\\\"),
        '\n' => text.Append("\\n"),
        '\r' => text.Append("\\r"),
        '\t' => text.Append("\\t"),
        '\b' => text.Append("\\b"),
        '\f' => text.Append("\\f"),
        >= ' ' and <= '~' => text.Append(c),
        _ => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
    };
}
