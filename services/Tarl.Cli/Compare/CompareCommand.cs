using System.CommandLine;
using System.Text.Json;
using Tarl.Cli.Output;

namespace Tarl.Cli.Compare;

/// <summary><c>compare</c>: runs against the first of them, task by task.</summary>
internal sealed class CompareCommand
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly Argument<string[]> _runs = new("RUN") { Description = "Folders of runs; each is compared with the first", Arity = new ArgumentArity(2, 100) };
    private readonly Option<string?> _evaluation = new("--evaluation") { Description = "Which evaluation: trained (default), base, doNothing, or one made by evaluate, as in policy-80-t0", HelpName = "NAME" };
    private readonly Option<bool> _json = new("--json") { Description = "Write the result as JSON to standard output" };

    private CompareCommand()
    {
    }

    public static Command Create()
    {
        var options = new CompareCommand();
        var command = new Command("compare", "Paired differences between runs on the same held-out tasks, with 95% intervals")
        {
            options._runs, options._evaluation, options._json,
        };
        command.SetAction(options.Run);
        return command;
    }

    private int Run(ParseResult arguments)
    {
        var console = CommandConsole.Create(arguments.GetValue(_json));
        var evaluation = arguments.GetValue(_evaluation) ?? "trained";
        var runs = arguments.GetValue(_runs)!.Select(run => ComparedRun.Load(run, evaluation)).ToArray();
        foreach (var run in runs.Skip(1))
        {
            runs[0].EnsureSameTasks(run);
        }

        var comparisons = runs.Skip(1).Select(run => RunComparison.Of(runs[0], run)).ToArray();
        if (console.Json)
        {
            console.Results.Profile.Out.Writer.WriteLine(
                JsonSerializer.Serialize(new { evaluation, tasks = runs[0].Tasks.Count, comparisons }, Indented));
        }
        else
        {
            ComparisonTable.Write(console.Results, runs, comparisons);
        }

        return 0;
    }
}
