using System.Runtime.CompilerServices;

namespace Tarl.Contracts.Tests;

/// <summary>The repository's files.</summary>
internal static class Repository
{
    private static readonly string Root = Find();

    public static string In(string path) => Path.Combine(Root, path);

    private static string Find([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../.."));
}
