using System.Diagnostics;

namespace Tarl.Deployment.Tests;

/// <summary>Another program, run to its end.</summary>
internal static class OtherProgram
{
    /// <summary>Only guards against a program that hangs.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    /// <returns>Its standard output.</returns>
    public static async Task<string> RunAsync(string name, IEnumerable<string> arguments, string input = "")
    {
        var start = new ProcessStartInfo(name, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Timeout);
        Assert.True(process.ExitCode == 0, $"{name} {string.Join(' ', arguments)} failed: {await errors}");
        return await output;
    }
}
