using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Tarl.EndToEnd.Tests;

/// <summary>The folder docs/samples.</summary>
internal static class Samples
{
    private static readonly string Root = Find();

    public static string In(string path) => Path.Combine(Root, path);

    /// <summary>Are all packages there that the sample's package.json names?</summary>
    public static bool AreInstalled(string sample) => JsonNode.Parse(File.ReadAllText(In($"{sample}/package.json")))!["dependencies"]!.AsObject()
        .All(package => File.Exists(In($"{sample}/node_modules/{package.Key}/package.json")));

    /// <summary>A copy of a sample with one file changed.</summary>
    public static Folder Spoilt(string sample, string name, Func<string, string> change)
    {
        var copy = new Folder();
        foreach (var file in Directory.EnumerateFiles(In(sample)))
        {
            File.Copy(file, copy.In(Path.GetFileName(file)));
        }

        Directory.CreateSymbolicLink(copy.In("node_modules"), Path.GetFullPath(In($"{sample}/node_modules")));
        var text = File.ReadAllText(copy.In(name));
        File.WriteAllText(copy.In(name), change(text));
        Assert.NotEqual(text, File.ReadAllText(copy.In(name)));
        return copy;
    }

    private static string Find([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "../../docs/samples");
}
