using Spectre.Console;

namespace Tarl.Cli.Output;

/// <summary>Where a command writes: results to standard output, everything else to standard error.</summary>
/// <param name="Results">Tables, conversations, JSON.</param>
/// <param name="Messages">Progress, warnings, errors.</param>
/// <param name="Json">Results are one JSON document instead of text.</param>
public sealed record CommandConsole(IAnsiConsole Results, IAnsiConsole Messages, bool Json)
{
    /// <summary>Wide enough that nothing wraps: whoever reads a file or a pipe breaks lines as they like.</summary>
    private const int UnboundedWidth = 1_000_000;

    public static CommandConsole Create(bool json) => new(
        Create(Console.Out, Console.IsOutputRedirected), Create(Console.Error, Console.IsErrorRedirected), json);

    /// <param name="redirected">Written to a file or a pipe: no escape sequences, nothing rewritten in place.</param>
    public static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = redirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Yes,
        });
        if (redirected)
        {
            console.Profile.Width = UnboundedWidth;
        }

        return console;
    }
}
