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

    /// <summary>The value under a key that a caller's object may lack; Python's KeyError then.</summary>
    public object? Required(string key) => TryGetValue(key, out var value) ? value : throw new PythonException($"'{key}'");

    /// <summary>The same object with null under each key that it lacks.</summary>
    public JsonMap WithKeys(params IReadOnlyList<string> keys)
    {
        foreach (var key in keys)
        {
            TryAdd(key, null);
        }

        return this;
    }

    /// <summary>A new object of the entries of this one, then those of another, whose values win.</summary>
    public JsonMap MergedWith(JsonMap other)
    {
        var merged = new JsonMap();
        foreach (var (key, value) in this.Concat(other))
        {
            merged[key] = value;
        }

        return merged;
    }

    /// <summary>A new object of these keys only, in this order.</summary>
    public JsonMap Select(params IReadOnlyList<string> keys)
    {
        var selected = new JsonMap();
        foreach (var key in keys)
        {
            selected[key] = Required(key);
        }

        return selected;
    }
}
