namespace Tarl.Sandbox.Documents;

/// <summary>A JSON array; its values are those of <see cref="JsonMap"/>.</summary>
internal sealed class JsonList : List<object?>
{
    public JsonList()
    {
    }

    public JsonList(IEnumerable<object?> values)
        : base(values)
    {
    }

    /// <summary>The elements of a list of objects.</summary>
    public IEnumerable<JsonMap> Maps() => this.Select(value => value as JsonMap ?? throw new PythonException("list element is not an object"));
}
