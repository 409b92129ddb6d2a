using System.Text;
using System.Text.Json;

namespace Tarl.Policy.Chat;

/// <summary>JSON as Python's <c>json.dumps(value, ensure_ascii=False)</c> writes it, which is what Qwen3 was trained on: ", " and ": ", keys in their order.</summary>
internal static class PythonJson
{
    /// <exception cref="InvalidOperationException">A string holds half a surrogate pair.</exception>
    public static string Write(JsonElement value)
    {
        var json = new StringBuilder();
        Append(json, value);
        return json.ToString();
    }

    public static string Quote(string text)
    {
        var json = new StringBuilder(text.Length + 2);
        Append(json, text);
        return json.ToString();
    }

    private static void Append(StringBuilder json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                AppendObject(json, value);
                break;
            case JsonValueKind.Array:
                AppendArray(json, value);
                break;
            case JsonValueKind.String:
                Append(json, value.GetString()!);
                break;
            default:
                json.Append(value.GetRawText());
                break;
        }
    }

    private static void AppendObject(StringBuilder json, JsonElement value)
    {
        var separator = "{";
        foreach (var member in value.EnumerateObject())
        {
            Append(json.Append(separator), member.Name);
            Append(json.Append(": "), member.Value);
            separator = ", ";
        }

        json.Append(separator == "{" ? "{}" : "}");
    }

    private static void AppendArray(StringBuilder json, JsonElement value)
    {
        var separator = "[";
        foreach (var item in value.EnumerateArray())
        {
            Append(json.Append(separator), item);
            separator = ", ";
        }

        json.Append(separator == "[" ? "[]" : "]");
    }

    private static void Append(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append("\\\\"),
                '\n' => json.Append("\\n"),
                '\r' => json.Append("\\r"),
                '\t' => json.Append("\\t"),
                '\b' => json.Append("\\b"),
                '\f' => json.Append("\\f"),
                < ' ' => json.Append($"\\u{(int)character:x4}"),
                _ => json.Append(character),
            };
        }

        json.Append('"');
    }
}
