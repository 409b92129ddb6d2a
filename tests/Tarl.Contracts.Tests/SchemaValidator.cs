using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tarl.Contracts.Tests;

/// <summary>Ajv, an implementation of JSON Schema that shares nothing with the one which writes ours.</summary>
internal static class SchemaValidator
{
    /// <summary>What is wrong with values, each beside the name of its schema in contracts/schemas.</summary>
    public static async Task<IReadOnlyList<string>> ProblemsAsync(IEnumerable<(string Schema, JsonNode Value)> values)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("messages.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(values.Select(pair => new { schema = pair.Schema, value = pair.Value })));
        var problems = await NodeClient.RunAsync("validate.mjs", [Repository.In("contracts/schemas"), file]);
        return [.. problems.EnumerateArray().Select(problem => problem.GetRawText())];
    }
}
