using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tarl.Sandbox.Tests;

/// <summary>Runs a script of the folder NodeClients, whose packages <c>npm install</c> in that folder brings.</summary>
internal static class NodeClient
{
    public static string Folder { get; } = Find();

    /// <summary>Are all packages there that package.json names?</summary>
    public static bool IsInstalled => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "package.json")))!["dependencies"]!.AsObject()
        .All(package => File.Exists(Path.Combine(Folder, "node_modules", package.Key, "package.json")));

    /// <summary>The JSON that the script prints.</summary>
    public static async Task<JsonElement> RunAsync(string script, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(Folder, script), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await error);
        return JsonSerializer.Deserialize<JsonElement>(output);
    }

    private static string Find([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "NodeClients");
}
