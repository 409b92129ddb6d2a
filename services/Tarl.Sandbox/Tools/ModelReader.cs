using System.Globalization;
using Tarl.Sandbox.Documents;

namespace Tarl.Sandbox.Tools;

/// <summary>
/// Reads one of v2's models from given values the way its validation library (pydantic 2.10) does: numbers from texts and whole floats, every field's
/// error collected and told in its words.
/// </summary>
internal sealed class ModelReader(string model, JsonMap input)
{
    // How much of a value a message quotes: if longer than 50, its first 25 and last 24 characters.
    private const int MaxQuoted = 50;

    private readonly List<string> _errors = [];
    private readonly JsonMap _result = [];

    public ModelReader Text(string field) =>
        Read(field, value => value is string ? value : Error(field, value, "string_type", "Input should be a valid string"));

    public ModelReader Integer(string field) => Read(field, value => value switch
    {
        bool flag => flag ? 1L : 0L,
        double number when double.IsFinite(number) && number != double.Floor(number) =>
            Error(field, value, "int_from_float", "Input should be a valid integer, got a number with a fractional part"),
        double number when double.Abs(number) < long.MaxValue => (long)number,
        string text => long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : Error(field, value, "int_parsing", "Input should be a valid integer, unable to parse string as an integer"),
        _ => PythonNumber.IsNumber(value) ? value : Error(field, value, "int_type", "Input should be a valid integer"),
    });

    public ModelReader Float(string field) => Read(field, value => value switch
    {
        string text => double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : Error(field, value, "float_parsing", "Input should be a valid number, unable to parse string as a number"),
        _ => PythonNumber.IsNumber(value) ? PythonNumber.Add(value, 0.0) : Error(field, value, "float_type", "Input should be a valid number"),
    });

    /// <param name="field">The field's name.</param>
    /// <param name="choices">At least two texts, in the model's order.</param>
    public ModelReader OneOf(string field, params string[] choices) => Read(field, value => value is string text && choices.Contains(text)
        ? value
        : Error(field, value, "literal_error", $"Input should be {Either(choices)}"));

    /// <summary>A field that is valid by now, or that the library does not look into.</summary>
    public ModelReader Plain(string field) => Read(field, value => value);

    /// <summary>The fields in the order in which they were read; other keys are dropped.</summary>
    /// <exception cref="PythonException">A field is missing or wrong.</exception>
    public JsonMap Result() => _errors.Count == 0
        ? _result
        : throw new PythonException($"{_errors.Count} validation error{(_errors.Count == 1 ? "" : "s")} for {model}\n{string.Join("\n", _errors)}");

    // 'a', 'b' or 'c'
    private static string Either(string[] choices) =>
        $"{string.Join(", ", choices[..^1].Select(PythonText.Repr))} or {PythonText.Repr(choices[^1])}";

    private ModelReader Read(string field, Func<object?, object?> parse)
    {
        _result[field] = input.TryGetValue(field, out var value) ? parse(value) : Error(field, input, "missing", "Field required");
        return this;
    }

    private object? Error(string field, object? value, string type, string message)
    {
        var quoted = PythonText.Repr(value);
        quoted = quoted.Length > MaxQuoted ? $"{quoted[..25]}...{quoted[^24..]}" : quoted;
        _errors.Add($"{field}\n  {message} [type={type}, input_value={quoted}, input_type={PythonText.TypeName(value)}]\n"
            + $"    For further information visit https://errors.pydantic.dev/2.10/v/{type}");
        return null;
    }
}
