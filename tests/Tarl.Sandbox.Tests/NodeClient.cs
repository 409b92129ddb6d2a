using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Tarl.Sandbox.Tests;

/// <summary>Runs a script of the folder NodeClients, whose packages <c>npm install</c> in that folder brings.</summary>
internal static class NodeClient
{
    public static string Folder { get; } = Find();

    public static bool IsInstalled => Directory.Exists(Path.Combine(Folder, "node_modules", "@modelcontextprotocol"));

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
