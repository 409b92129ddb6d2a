using Spectre.Console;

namespace Tarl.Cli.Output;

/// <summary>Where a command writes: results to standard output, everything else to standard error.</summary>
/// <param name="Results">Tables, conversations, JSON.</param>
/// <param name="Messages">Progress, warnings, errors.</param>
/// <param name="Json">Results are one JSON document instead of text.</param>
public sealed record CommandConsole(IAnsiConsole Results, IAnsiConsole Messages, bool Json)
{
    public static CommandConsole Create(bool json) => new(
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) }),
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }),
        json);
}
