using System.Globalization;
using System.Text.Json;

namespace Tarl.PolicyServer.ServeOpenAi.Requests;

/// <summary>The members of a JSON object of a request; those that are null count as not given.</summary>
/// <param name="path">Where the object stands in the request; empty for the whole.</param>
internal readonly struct RequestFields(JsonElement element, string path)
{
    /// <exception cref="OpenAiException">The element is no object.</exception>
    public static RequestFields Of(JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.Object ? new(element, path) : throw WrongType(path, "an object", element);

    /// <exception cref="OpenAiException">It has a member of another name.</exception>
    public void EnsureOnly(IReadOnlySet<string> known)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (!known.Contains(member.Name))
            {
                throw OpenAiException.Invalid("unknown_parameter", In(member.Name), $"Unknown parameter: '{In(member.Name)}'.");
            }
        }
    }

    public JsonElement? Find(string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public JsonElement Require(string name) =>
        Find(name) ?? throw OpenAiException.Invalid("missing_required_parameter", In(name), $"Missing required parameter: '{In(name)}'.");

    public string? FindText(string name) => Find(name) is { } value ? Text(value, In(name)) : null;

    public string RequireText(string name) => Text(Require(name), In(name));

    public bool FindFlag(string name) => Find(name) switch
    {
        null or { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.True } => true,
        { } other => throw WrongType(In(name), "a boolean", other),
    };

    public double? FindNumber(string name, double least, double most)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var number))
        {
            throw WrongType(In(name), "a number", value);
        }

        return number >= least && number <= most ? number : throw OutOfRange(name, least, most);
    }

    public long? FindWhole(string name, long least, long most)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Number)
        {
            throw WrongType(In(name), "an integer", value);
        }

        // A number of the right kind that no 64 bits hold is out of range, whatever it is.
        return value.TryGetInt64(out var number) && number >= least && number <= most
            ? number
            : value.TryGetInt64(out _) || !value.TryGetDecimal(out var part) || decimal.IsInteger(part)
                ? throw OutOfRange(name, least, most)
                : throw WrongType(In(name), "an integer", value);
    }

    public IReadOnlyList<JsonElement> FindList(string name) => Find(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray()],
        { } other => throw WrongType(In(name), "an array", other),
    };

    public RequestFields? FindObject(string name) => Find(name) is { } value ? Of(value, In(name)) : null;

    /// <summary>A member's name as errors say it.</summary>
    public string In(string name) => path.Length == 0 ? name : $"{path}.{name}";

    public static string Text(JsonElement value, string path) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw WrongType(path, "a string", value);

    public static OpenAiException WrongType(string path, string expected, JsonElement found) =>
        OpenAiException.Invalid("invalid_type", path.Length == 0 ? null : path, $"Invalid type for '{(path.Length == 0 ? "the request" : path)}': expected {expected}, but got {Name(found)} instead.");

    private OpenAiException OutOfRange(string name, double least, double most) => OpenAiException.Invalid(
        "invalid_value", In(name), string.Create(CultureInfo.InvariantCulture, $"Invalid value for '{In(name)}': expected a number from {least} to {most}."));

    private static string Name(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a boolean",
    };
}
