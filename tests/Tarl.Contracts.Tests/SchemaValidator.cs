using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tarl.Contracts.Tests;

/// <summary>Ajv, an implementation of JSON Schema that shares nothing with the one which writes ours.</summary>
internal static class SchemaValidator
{
    private static readonly string Folder = Repository.In("tests/Tarl.Contracts.Tests/NodeClients");

    public static bool IsInstalled => File.Exists(Path.Combine(Folder, "node_modules/ajv/package.json"));

    /// <summary>What is wrong with values, each beside the name of its schema in contracts/schemas.</summary>
    public static async Task<IReadOnlyList<string>> ProblemsAsync(IEnumerable<(string Schema, JsonNode Value)> values)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("messages.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(values.Select(pair => new { schema = pair.Schema, value = pair.Value })));
        using var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(Folder, "validate.mjs"), Repository.In("contracts/schemas"), file])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await error);
        return [.. JsonNode.Parse(output)!.AsArray().Select(problem => problem!.ToJsonString())];
    }
}
