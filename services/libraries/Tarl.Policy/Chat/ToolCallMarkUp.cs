using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Tarl.Contracts.Episodes;

namespace Tarl.Policy.Chat;

/// <summary>Qwen3's spelling of a tool call inside an agent turn.</summary>
public static class ToolCallMarkUp
{
    /// <summary>With which a call begins.</summary>
    public const string Open = "<tool_call>";

    private const string Close = "</tool_call>";

    // The call itself is the first level.
    private const int MaxDepth = 32;

    /// <summary>The canonical spelling, which demonstrations use and <see cref="TryParse"/> reads back.</summary>
    public static string Render(ToolCall call) =>
        $"{Open}\n{{\"name\": {PythonJson.Quote(call.Name)}, \"arguments\": {PythonJson.Write(call.Arguments)}}}\n{Close}";

    /// <summary>True if the text opens or closes a call, well-formed or not.</summary>
    public static bool IsIn(string text) => text.Contains(Open, StringComparison.Ordinal) || text.Contains(Close, StringComparison.Ordinal);

    /// <summary>
    /// Reads the one call of an agent turn; words may come before it, nothing after it. False for anything else: unclosed, several calls, not JSON,
    /// a key given twice, no name, arguments that are no object, nesting deeper than 32.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ToolCall? call)
    {
        call = null;
        var open = text.IndexOf(Open, StringComparison.Ordinal);
        if (open < 0 || text.AsSpan(0, open).Contains(Close, StringComparison.Ordinal))
        {
            return false;
        }

        try
        {
            call = Parse(Encoding.UTF8.GetBytes(text[(open + Open.Length)..]));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }

        return call is not null;
    }

    // The JSON says itself where it ends, so an argument may contain the closing tag.
    private static ToolCall? Parse(byte[] afterOpen)
    {
        var reader = new Utf8JsonReader(afterOpen, new JsonReaderOptions { MaxDepth = MaxDepth });
        reader.Read();
        reader.Skip();
        var end = (int)reader.BytesConsumed;
        if (!Encoding.UTF8.GetString(afterOpen.AsSpan(end)).Trim([' ', '\n', '\r', '\t']).Equals(Close, StringComparison.Ordinal))
        {
            return null;
        }

        using var document = JsonDocument.Parse(afterOpen.AsMemory(0, end), new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
        return Read(document.RootElement);
    }

    private static ToolCall? Read(JsonElement root)
    {
        var complete = root.ValueKind == JsonValueKind.Object
            && root.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String
            && root.TryGetProperty("arguments", out var arguments) && arguments.ValueKind == JsonValueKind.Object;
        if (!complete || root.GetProperty("name").GetString() is not { Length: > 0 } called)
        {
            return null;
        }

        var call = new ToolCall { Name = called, Arguments = root.GetProperty("arguments").Clone() };

        // Half a surrogate pair passes for JSON but throws when it is read, which must not happen in another service.
        _ = Render(call);
        return call;
    }
}
