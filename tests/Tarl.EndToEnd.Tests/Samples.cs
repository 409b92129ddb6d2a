using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Tarl.EndToEnd.Tests;

/// <summary>The folder docs/samples.</summary>
internal static class Samples
{
    private static readonly string Folder = Find();

    public static string In(string path) => Path.Combine(Folder, path);

    /// <summary>Are all packages there that the sample's package.json names?</summary>
    public static bool AreInstalled(string sample) => JsonNode.Parse(File.ReadAllText(In($"{sample}/package.json")))!["dependencies"]!.AsObject()
        .All(package => File.Exists(In($"{sample}/node_modules/{package.Key}/package.json")));

    private static string Find([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "../../docs/samples");
}
