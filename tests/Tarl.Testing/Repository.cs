using System.Runtime.CompilerServices;

namespace Tarl.Testing;

/// <summary>The repository's files, where they lie in the working tree.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string In(string path) => Path.Combine(Root, path);

    public static string Read(string path) => File.ReadAllText(In(path));

    private static string FindRoot([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../.."));
}
