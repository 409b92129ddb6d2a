using System.Globalization;
using System.Numerics;

namespace Tarl.Sandbox.Documents;

/// <summary>Python's <c>str</c>, <c>repr</c> and type names, for the messages that quote a caller's value.</summary>
internal static class PythonText
{
    public static string Str(object? value) => value is string s ? s : Repr(value);

    public static string Repr(object? value) => value switch
    {
        null => "None",
        bool b => b ? "True" : "False",
        long i => i.ToString(CultureInfo.InvariantCulture),
        BigInteger i => i.ToString(CultureInfo.InvariantCulture),
        double d => PythonFloat.Repr(d),
        string s => Quote(s),
        JsonList list => $"[{string.Join(", ", list.Select(Repr))}]",
        JsonMap map => $"{{{string.Join(", ", map.Select(pair => $"{Quote(pair.Key)}: {Repr(pair.Value)}"))}}}",
        _ => throw new InvalidOperationException($"A document cannot hold a {value.GetType().Name}."),
    };

    public static string TypeName(object? value) => value switch
    {
        null => "NoneType",
        bool => "bool",
        long or BigInteger => "int",
        double => "float",
        string => "str",
        JsonList => "list",
        _ => "dict",
    };

    // Python quotes with ' unless the text holds a ' and no ".
    private static string Quote(string text)
    {
        var mark = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\r", "\\r", StringComparison.Ordinal)
            .Replace("\t", "\\t", StringComparison.Ordinal);
        return mark + (mark == '\'' ? escaped.Replace("'", "\\'", StringComparison.Ordinal) : escaped) + mark;
    }
}
