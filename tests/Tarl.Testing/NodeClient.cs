using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tarl.Testing;

/// <summary>Scripts of a test project's folder NodeClients, whose packages <c>npm install</c> in that folder brings.</summary>
public static class NodeClient
{
    /// <summary>What is to be done first; null if all packages are there that package.json names.</summary>
    /// <param name="testFile">A file of the test project.</param>
    public static string? Missing([CallerFilePath] string testFile = "")
    {
        var folder = FolderOf(testFile);
        return JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "package.json")))!["dependencies"]!.AsObject()
            .All(package => File.Exists(Path.Combine(folder, "node_modules", package.Key, "package.json")))
            ? null
            : $"Run `npm install` in {folder} first.";
    }

    /// <summary>The JSON that a script prints.</summary>
    /// <exception cref="InvalidOperationException">The script failed; the message is what it wrote to its standard error.</exception>
    public static async Task<JsonElement> RunAsync(string script, string[] arguments, [CallerFilePath] string testFile = "")
    {
        using var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(FolderOf(testFile), script), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? JsonSerializer.Deserialize<JsonElement>(output) : throw new InvalidOperationException(await error);
    }

    private static string FolderOf(string testFile)
    {
        for (var folder = Path.GetDirectoryName(testFile); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.Exists(Path.Combine(folder, "NodeClients")))
            {
                return Path.Combine(folder, "NodeClients");
            }
        }

        throw new InvalidOperationException($"There is no folder NodeClients above {testFile}.");
    }
}
