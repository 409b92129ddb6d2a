namespace Tarl.Deployment.Tests;

/// <summary>What k8s/make-secrets.sh makes.</summary>
internal static class SecretFiles
{
    public static async Task<IReadOnlySet<string>> NamesAsync()
    {
        var folder = Directory.CreateTempSubdirectory("tarl-secrets-");
        try
        {
            var secrets = Path.Combine(folder.FullName, "secrets");
            await OtherProgram.RunAsync("bash", [Repository.In("k8s/make-secrets.sh"), secrets]);
            return Directory.EnumerateFiles(secrets).Select(file => Path.GetFileName(file)!).ToHashSet();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
