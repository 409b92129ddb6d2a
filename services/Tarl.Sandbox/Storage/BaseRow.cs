using Tarl.Sandbox.Documents;

namespace Tarl.Sandbox.Storage;

/// <summary>A row of the data set itself, which no episode changes.</summary>
internal sealed class BaseRow(string text, long position)
{
    private JsonMap? _document;

    /// <summary>The document as the agent reads it.</summary>
    public string Text { get; } = text;

    public long Position { get; } = position;

    /// <summary>Shared by all episodes: to be read only.</summary>
    public JsonMap Document => _document ??= PythonJson.ParseMap(Text);
}
