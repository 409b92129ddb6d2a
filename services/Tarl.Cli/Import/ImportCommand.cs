using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;
using Tarl.Cli.CommandLine;
using Tarl.Cli.DataSets;
using Tarl.Cli.Output;
using Tarl.Sandbox.Import;

namespace Tarl.Cli.Import;

/// <summary><c>import tau-bench</c>: the benchmark's published data as data sets that other commands accept by name.</summary>
internal sealed class ImportCommand
{
    private const string DefaultName = "tau-bench";

    // Reasons quote names, which are easier to read with their quotation marks unescaped.
    private static readonly JsonSerializerOptions Indented =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly CommonOptions _common = new("Taken as by every command; an import concerns no run");
    private readonly Argument<string> _path = new("PATH") { Description = "The benchmark's data: a checkout of it, a version's folder, or one domain's" };
    private readonly Option<string?> _folder = new("--data-sets") { Description = $"Where the data sets go (default {NamedDataSet.DefaultFolder}/)", HelpName = "DIR" };
    private readonly Option<string?> _name = new("--name") { Description = $"The data sets are called NAME-VERSION-DOMAIN (default {DefaultName})", HelpName = "NAME" };
    private readonly Option<bool> _force = new("--force") { Description = "Replace data sets of the same names", Arity = ArgumentArity.Zero };

    private ImportCommand()
    {
    }

    /// <summary>The command and its one source, which examples are given for.</summary>
    public static (Command Import, Command TauBench) Create()
    {
        var options = new ImportCommand();
        var tauBench = new Command("tau-bench", "Imports τ-bench (v1) and τ²-bench (v2) as published: databases, tasks, splits")
        {
            options._path, options._folder, options._name, options._force,
        };
        options._common.AddTo(tauBench);
        tauBench.SetAction(options.RunAsync);
        return (new Command("import", "Makes data sets of published benchmarks") { tauBench }, tauBench);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        // The handler of Ctrl-C is installed once the command has yielded for the first time.
        await Task.Yield();
        var console = _common.Console(arguments);
        var search = TauBenchImport.Find(arguments.GetValue(_path)!);
        var folder = arguments.GetValue(_folder) ?? NamedDataSet.DefaultFolder;
        var prefix = Prefix(arguments.GetValue(_name) ?? DefaultName);
        using var staging = new DataSetStaging(folder, arguments.GetValue(_force));
        var targets = search.Domains.Select(domain => (Domain: domain, Name: $"{prefix}-{domain.Version}-{domain.Domain}"))
            .Select(target => (target.Domain, target.Name, Folder: staging.Add(target.Name))).ToArray();
        var dataSets = new List<ImportedDataSet>();
        var progress = new ProgressDisplay(console.Messages, TimeProvider.System);
        progress.Start("Importing data sets", targets.Length);
        foreach (var (domain, name, target) in targets)
        {
            dataSets.Add(await TauBenchImport.ImportAsync(domain, name, target, cancellationToken));
            progress.Advance(dataSets.Count, $"{name} from {domain.Path}");
        }

        progress.Finish();
        staging.Complete();
        Write(console, folder, dataSets, search.NotImported);
        return 0;
    }

    private static void Write(
        CommandConsole console, string folder, IReadOnlyList<ImportedDataSet> dataSets, IReadOnlyList<NotImported> notImported)
    {
        if (console.Json)
        {
            console.Results.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(new { folder, dataSets, notImported }, Indented));
        }
        else
        {
            ImportReport.Write(console.Results, dataSets, notImported);
            console.Results.WriteLine($"Written to {folder}; evaluate --data NAME and train --data NAME take one of them.");
        }
    }

    private static string Prefix(string name) => NamedDataSet.IsPlain(name)
        ? name
        : throw new UserErrorException($"--name takes letters, digits, '-', '_' and '.', not '{name}'.");
}
