using System.CommandLine;

namespace Tarl.Cli.CommandLine;

/// <summary>Runs a command; what a user can put right becomes one sentence and a non-zero exit status.</summary>
internal static class CommandRunner
{
    private const int UserError = 1;
    private const int Interrupted = 130;

    /// <summary>How long a command may take to come to a clean stop after Ctrl-C or SIGTERM.</summary>
    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromSeconds(60);

    public static async Task<int> RunAsync(RootCommand root, string[] arguments)
    {
        try
        {
            return await root.Parse(arguments).InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TerminationTimeout });
        }
        catch (Exception error) when (error is UserErrorException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync($"tarl: {error.Message}");
            return UserError;
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
    }
}
