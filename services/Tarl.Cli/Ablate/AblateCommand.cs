using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using Tarl.Cli.CommandLine;
using Tarl.Cli.Output;
using Tarl.Cli.RunFolders;

namespace Tarl.Cli.Ablate;

/// <summary><c>ablate</c>: trains variants over several seeds and puts them into one table.</summary>
internal sealed class AblateCommand
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly Argument<string> _plan = Values.Word<string>("FILE", "The plan: variants, seeds and their options, as JSON", ArgumentArity.ExactlyOne);
    private readonly Option<string?> _out = new("--out") { Description = "The folder for runs and results; the same command goes on with what is there (default: ablations/ and the plan's name)", HelpName = "DIR" };
    private readonly Option<bool> _json = new("--json") { Description = "Write the result as JSON to standard output, instead of the Markdown table" };

    private AblateCommand()
    {
    }

    public static Command Create()
    {
        var options = new AblateCommand();
        var command = new Command("ablate", "Trains variants over several seeds, and compares them in one table: Markdown, CSV and a plot") { options._plan, options._out, options._json };
        command.SetAction(options.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        // The handler of Ctrl-C is installed once the command has yielded for the first time.
        await Task.Yield();
        var console = CommandConsole.Create(arguments.GetValue(_json));
        var file = arguments.GetValue(_plan)!;
        var plan = AblationPlan.Read(file);
        var folder = Path.GetFullPath(arguments.GetValue(_out) ?? Path.Combine("ablations", Path.GetFileNameWithoutExtension(file)));
        var runs = AblationRun.Of(plan);
        var conductor = new AblationConductor(folder, plan, console.Messages, TimeProvider.System);
        try
        {
            await conductor.RunAsync(runs, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            console.Messages.WriteLine("Stopped; the same command goes on.");
            throw;
        }

        Write(console, folder, plan, new AblationResults(plan, runs, conductor.FolderOf).Read());
        return 0;
    }

    private static void Write(CommandConsole console, string folder, AblationPlan plan, IReadOnlyList<VariantResult> results)
    {
        var table = AblationTable.ToMarkdown(plan, results);
        AtomicFile.WriteAllText(Path.Combine(folder, "ablation.md"), table);
        AtomicFile.WriteAllText(Path.Combine(folder, "ablation.csv"), AblationTable.ToCsv(plan, results));
        AtomicFile.WriteAllText(Path.Combine(folder, "ablation.svg"), AblationPlot.ToSvg(plan, results));
        console.Results.Profile.Out.Writer.WriteLine(console.Json ? JsonSerializer.Serialize(new { plan.Seeds, plan.Baseline, results }, Indented) : table);
        console.Messages.WriteLine($"Written to {folder}: ablation.md, ablation.csv, ablation.svg, and a run folder for each variant and seed.");
    }
}
