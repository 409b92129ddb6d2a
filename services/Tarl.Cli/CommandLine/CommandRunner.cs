using System.CommandLine;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using RabbitMQ.Client.Exceptions;
using Tarl.Messaging.Connect;

namespace Tarl.Cli.CommandLine;

/// <summary>Runs a command; what a user can put right becomes one sentence and a non-zero exit status.</summary>
internal static partial class CommandRunner
{
    private const int UserError = 1;
    private const int Interrupted = 130;

    /// <summary>How long a command may take to come to a clean stop after Ctrl-C or SIGTERM.</summary>
    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromSeconds(20);

    public static async Task<int> RunAsync(RootCommand root, string[] arguments)
    {
        try
        {
            var parsed = root.Parse(arguments);
            if (parsed.Errors is [var error, ..] && parsed.Action is not ExamplesHelpAction)
            {
                var problem = parsed.UnmatchedTokens is [var unknown, ..] ? $"There is no command or option '{unknown}'" : error.Message.TrimEnd('.');
                throw new UserErrorException($"{problem}; --help lists what there is.");
            }

            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TerminationTimeout });
        }
        catch (Exception error) when (error is UserErrorException or BrokerRefusedException or BrokerAwayException or InvalidDataException or OptionsValidationException or IOException or OperationInterruptedException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"tarl: {WhiteSpace().Replace(error.Message, " ")}");
            return UserError;
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
