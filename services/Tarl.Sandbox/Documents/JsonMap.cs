namespace Tarl.Sandbox.Documents;

/// <summary>
/// A JSON object that keeps its key order, as a Python dict does. Values are <see cref="JsonMap"/>, <see cref="JsonList"/>, string, bool, null,
/// or a number: long or BigInteger where the text has no point or exponent, double otherwise. The two kinds print differently and stay different.
/// </summary>
internal sealed class JsonMap : OrderedDictionary<string, object?>
{
    public JsonMap()
        : base(StringComparer.Ordinal)
    {
    }

    /// <summary>The object under a key that the data always has.</summary>
    public JsonMap Map(string key) => this[key] as JsonMap ?? throw new PythonException($"'{key}' is not an object");

    /// <summary>The list under a key that the data always has.</summary>
    public JsonList List(string key) => this[key] as JsonList ?? throw new PythonException($"'{key}' is not a list");

    /// <summary>The text under a key that the data always has.</summary>
    public string Text(string key) => this[key] as string ?? throw new PythonException($"'{key}' is not a string");
}
