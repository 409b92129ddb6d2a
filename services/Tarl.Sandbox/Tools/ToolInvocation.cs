using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Storage;

namespace Tarl.Sandbox.Tools;

/// <summary>One call on its way through a tool: the caller's arguments, the episode's data, and the version's way of failing.</summary>
internal sealed class ToolInvocation(BenchmarkVersion version, JsonMap arguments, EpisodeView? data)
{
    public BenchmarkVersion Version { get; } = version;

    public bool IsV1 => Version == BenchmarkVersion.V1;

    public EpisodeView Data => data ?? throw new InvalidOperationException("This domain has no data.");

    public object? this[string parameter] => arguments[parameter];

    /// <summary>The argument as a dictionary key: null when nothing can be found under it, as for a number or null.</summary>
    public string? Key(string parameter) => AsKey(arguments[parameter]);

    /// <summary>The argument as a Python iterable: a list, or the characters of a string.</summary>
    public JsonList List(string parameter) => arguments[parameter] switch
    {
        JsonList list => list,
        string text => new JsonList(text.Select(c => c.ToString())),
        JsonMap map => new JsonList(map.Keys),
        var other => throw new PythonException($"'{PythonText.TypeName(other)}' object is not iterable"),
    };

    /// <summary>The argument where Python calls a string's method on it.</summary>
    public string Text(string parameter, string method) => arguments[parameter] as string
        ?? throw new PythonException($"'{PythonText.TypeName(arguments[parameter])}' object has no attribute '{method}'");

    /// <summary>A refusal in the version's spelling: v2 starts it with a capital.</summary>
    public ToolOutput Fail(string message) =>
        new(IsV1 ? $"Error: {message}" : $"Error: {char.ToUpperInvariant(message[0])}{message[1..]}", IsError: true);

    /// <summary>A refusal that the versions word differently.</summary>
    public ToolOutput Fail(string v1, string v2) => new($"Error: {(IsV1 ? v1 : v2)}", IsError: true);

    public static string? AsKey(object? value) => value switch
    {
        string text => text,
        JsonList or JsonMap => throw new PythonException($"unhashable type: '{PythonText.TypeName(value)}'"),
        _ => null,
    };
}
