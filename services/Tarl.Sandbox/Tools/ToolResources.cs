using System.Reflection;
using System.Text.Json;
using Tarl.Contracts.Policy;

namespace Tarl.Sandbox.Tools;

/// <summary>The tool schemas and guidelines that are compiled in, exactly as τ-bench publishes them.</summary>
internal static class ToolResources
{
    /// <param name="folder">Path inside the project, such as <c>Retail/TauBench/v1</c>.</param>
    /// <param name="file">The file's name.</param>
    public static string ReadText(string folder, string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{folder}/{file}")
            ?? throw new InvalidOperationException($"{folder}/{file} is not compiled in.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The definitions of <c>tools_info.json</c>, in file order.</summary>
    public static IReadOnlyList<ToolDefinition> ReadDefinitions(string folder)
    {
        using var document = JsonDocument.Parse(ReadText(folder, "tools_info.json"));
        return [.. document.RootElement.EnumerateArray().Select(entry => ReadDefinition(entry.GetProperty("function")))];
    }

    private static ToolDefinition ReadDefinition(JsonElement function) => new()
    {
        Name = function.GetProperty("name").GetString()!,
        Description = function.GetProperty("description").GetString()!,
        Parameters = function.GetProperty("parameters").Clone(),
    };
}
