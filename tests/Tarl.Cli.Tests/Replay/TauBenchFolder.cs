using System.Runtime.CompilerServices;

namespace Tarl.Cli.Tests.Replay;

/// <summary>The benchmark's own files, which the project does not contain: beside the checkout, or where TARL_TAU_BENCH says.</summary>
internal static class TauBenchFolder
{
    public static string? Path { get; } = Find();

    private static string? Find([CallerFilePath] string thisFile = "")
    {
        var root = System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
        var folder = Environment.GetEnvironmentVariable("TARL_TAU_BENCH") ?? System.IO.Path.Combine(root, "..", "shared", "tau-bench");
        return Directory.Exists(System.IO.Path.Combine(folder, "golden")) ? folder : null;
    }
}
