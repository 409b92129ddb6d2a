using System.Diagnostics;
using System.Reflection;

namespace Tarl.Cli.Ablate;

/// <summary>This program as another process: what a run costs is measured by process.</summary>
internal static class TarlChild
{
    /// <summary>How long a child that gets the same Ctrl-C may take to stop cleanly; a run that is killed can be resumed as well.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Runs a command whose messages go to this process's standard error.</summary>
    /// <returns>Its standard output.</returns>
    /// <exception cref="UserErrorException">It failed; it has said why.</exception>
    public static async Task<string> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var program = Environment.ProcessPath!;
        var isRuntime = Path.GetFileNameWithoutExtension(program) == "dotnet";
        using var process = Process.Start(
            new ProcessStartInfo(program, [.. isRuntime ? new[] { Assembly.GetEntryAssembly()!.Location } : [], .. arguments]) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await StopAsync(process);
            throw;
        }

        return process.ExitCode == 0 ? await output : throw new UserErrorException($"This has failed: {string.Join(' ', arguments)}");
    }

    private static async Task StopAsync(Process process)
    {
        using var limit = new CancellationTokenSource(StopTimeout);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
