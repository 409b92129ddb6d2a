namespace Tarl.Sandbox.Documents;

/// <summary>A JSON array; its values are those of <see cref="JsonMap"/>.</summary>
internal sealed class JsonList : List<object?>
{
    public JsonList()
    {
    }

    public JsonList(int capacity)
        : base(capacity)
    {
    }

    public JsonList(IEnumerable<object?> values)
        : base(values)
    {
    }

    /// <summary>A copy that shares nothing that can change.</summary>
    public JsonList Clone() => new(this.Select(CloneValue));

    public static object? CloneValue(object? value) => value switch
    {
        JsonMap map => map.Clone(),
        JsonList list => list.Clone(),
        _ => value,
    };

    /// <summary>The elements of a list of objects.</summary>
    public IEnumerable<JsonMap> Maps() => this.Select(value => value as JsonMap ?? throw new PythonException("list element is not an object"));
}
