namespace Tarl.Cli.RunFolders;

internal static class AtomicFile
{
    /// <summary>Writes a file that appears whole or not at all.</summary>
    public static void WriteAllText(string path, string text)
    {
        var unfinished = path + ".unfinished";
        File.WriteAllText(unfinished, text);
        File.Move(unfinished, path, overwrite: true);
    }
}
