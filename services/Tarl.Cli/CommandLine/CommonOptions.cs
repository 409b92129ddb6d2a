using System.CommandLine;
using Tarl.Cli.Output;

namespace Tarl.Cli.CommandLine;

/// <summary>The options that every command takes.</summary>
internal sealed class CommonOptions
{
    public CommonOptions(string runDescription)
    {
        Run = new Option<string?>("--run") { Description = runDescription, HelpName = "DIR" };
    }

    public Option<string?> Run { get; }

    public Option<ulong?> Seed { get; } =
        Values.Number("--seed", "Decides all that is random; the same seed gives the same figures (default 1)", ulong.MinValue, ulong.MaxValue);

    public Option<bool> Json { get; } = new("--json") { Description = "Write the result as JSON to standard output; progress still goes to standard error" };

    public void AddTo(Command command)
    {
        command.Options.Add(Run);
        command.Options.Add(Seed);
        command.Options.Add(Json);
    }

    public CommandConsole Console(ParseResult arguments) => CommandConsole.Create(arguments.GetValue(Json));
}
