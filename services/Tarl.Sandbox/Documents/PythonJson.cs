using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Tarl.Sandbox.Documents;

/// <summary>Between JSON text and values, the way Python's <c>json.loads</c> and <c>json.dumps</c> see them.</summary>
internal static class PythonJson
{
    /// <summary>τ-bench's own documents are five levels deep; no text may be deeper than this.</summary>
    public const int MaxDepth = 64;

    /// <summary>Python converts no longer integer from or to text.</summary>
    public const int MaxIntegerDigits = 4300;

    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = MaxDepth };

    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static object? Parse(string text)
    {
        using var document = JsonDocument.Parse(text, s_options);
        return FromElement(document.RootElement);
    }

    public static JsonMap ParseMap(string text) => Parse(text) as JsonMap ?? throw new JsonException("The document is not a JSON object.");

    /// <exception cref="PythonException">A string in it is no valid Unicode text, an integer is too long, or it is nested too deeply.</exception>
    public static object? FromElement(JsonElement element, int depth = 0) => element.ValueKind switch
    {
        _ when depth > MaxDepth => throw new PythonException("maximum nesting depth exceeded"),
        JsonValueKind.Object => FromObject(element, depth),
        JsonValueKind.Array => FromArray(element, depth),
        JsonValueKind.String => Text(element, static element => element.GetString()!),
        JsonValueKind.Number => Number(element.GetRawText()),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static JsonElement ToElement(object? value)
    {
        using var document = JsonDocument.Parse(PythonJsonWriter.Write(value), s_options);
        return document.RootElement.Clone();
    }

    private static JsonMap FromObject(JsonElement element, int depth)
    {
        var map = new JsonMap(element.GetPropertyCount());
        foreach (var property in element.EnumerateObject())
        {
            map[Text(property, static property => property.Name)] = FromElement(property.Value, depth + 1);
        }

        return map;
    }

    private static JsonList FromArray(JsonElement element, int depth)
    {
        var list = new JsonList(element.GetArrayLength());
        foreach (var item in element.EnumerateArray())
        {
            list.Add(FromElement(item, depth + 1));
        }

        return list;
    }

    private static string Text<T>(T source, Func<T, string> read)
    {
        try
        {
            return read(source);
        }
        catch (InvalidOperationException)
        {
            throw new PythonException("surrogates not allowed");
        }
    }

    private static object Number(string text)
    {
        if (text.AsSpan().ContainsAny('.', 'e', 'E'))
        {
            return double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
        {
            return integer;
        }

        var digits = text.AsSpan().TrimStart('-').Length;
        return digits > MaxIntegerDigits
            ? throw new PythonException($"Exceeds the limit ({MaxIntegerDigits} digits) for integer string conversion: value has {digits} digits; "
                + "use sys.set_int_max_str_digits() to increase the limit")
            : BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }
}
