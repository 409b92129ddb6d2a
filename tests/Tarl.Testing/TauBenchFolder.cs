using System.Runtime.CompilerServices;

namespace Tarl.Testing;

/// <summary>The benchmark's own files, which the project does not contain: beside the checkout, or where TARL_TAU_BENCH says.</summary>
public static class TauBenchFolder
{
    /// <summary>Why a test that needs the files is skipped; null if they are there.</summary>
    public static string? Missing => Path is null ? "τ-bench's files are neither at ../shared/tau-bench nor where TARL_TAU_BENCH says." : null;

    /// <summary>The folder with <c>data</c> and <c>golden</c>; null if it is not there.</summary>
    public static string? Path { get; } = Find();

    /// <summary>What lies below <c>data</c>, in a test that is skipped without it.</summary>
    public static string Data(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path!, "data", .. parts]);

    private static string? Find([CallerFilePath] string thisFile = "")
    {
        var root = System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(thisFile)!, "..", ".."));
        var folder = Environment.GetEnvironmentVariable("TARL_TAU_BENCH") ?? System.IO.Path.Combine(root, "..", "shared", "tau-bench");
        return Directory.Exists(System.IO.Path.Combine(folder, "golden")) ? folder : null;
    }
}
